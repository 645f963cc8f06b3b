// Sockets, event streams and peers.
// expects: ws.example.com events.example.com stun.example.com:3478
new WebSocket("wss://ws.example.com/live");
new EventSource("https://events.example.com/stream");
new RTCPeerConnection({ iceServers: [{ urls: ["stun:stun.example.com:3478"] }] });
