// A map with a callback; what the callback does with the map is the map's.
// expects: maps.googleapis.com
function initMap() { var map = new google.maps.Map(document.getElementById("map"), { zoom: 8, center: { lat: 59.9, lng: 10.7 } }); }
(function(){ var m = document.createElement('script'); m.src = 'https://maps.googleapis.com/maps/api/js?key=X&callback=initMap'; m.defer = true; document.body.appendChild(m); })();
