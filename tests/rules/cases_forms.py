"""Cases of the rules on forms, boxes and banners; the shape is that of cases.py."""

STATEMENT = '<a href="/personvern/">Slik behandler vi opplysningene dine</a>'
EMAIL = '<label for="e">E-post</label> <input id="e" type="email" name="epost">'
BOX = '<label><input type="checkbox" name="ja"> Ja, send meg nyhetsbrevet</label>'
MAILCHIMP = "https://example.us1.list-manage.com/subscribe/post?u=1&amp;id=2"
NETLIFY = '<form name="kontakt" method="POST" data-netlify="true"><p hidden><input name="bot-field"></p>'
CF7 = (
    '<div class="wpcf7"><form action="/kontakt/#wpcf7-f5-p7-o1" method="post" class="wpcf7-form init"><p><label> Ditt navn'
    '<span class="wpcf7-form-control-wrap"><input size="40" class="wpcf7-text" type="text" name="your-name"></span>'
    '</label></p><p><label> Melding <textarea cols="40" name="your-message"></textarea></label></p>%s'
    '<p><input class="wpcf7-submit" type="submit" value="Send inn"></p></form></div>'
)
BANNER = '<div id="cookie-banner" role="dialog" aria-label="Informasjonskapsler"><p>Vi bruker informasjonskapsler.</p>%s</div>'
YES = '<button class="btn">Godta alle</button>'
CHOOSE = '<button class="btn">Tilpass</button>'

FLAGGED: dict[str, list[str]] = {
    "third-party-form": [
        '<form action="https://forms.example/send"><button>Send</button></form>',
        f'<form action="{MAILCHIMP}" method="post">{EMAIL}</form>',
        '<form method="post"><input name="a"><button formaction="//forms.example/x">Send</button></form>',
        '<form action="https://www.google.com/search" method="get"><input name="q"></form>',
        '<form action="https://formspree.io/f/abc" method="POST"><input type="email" name="_replyto"></form>',
        f'<form action="https://pay.example/abonner" method="post">{EMAIL}{STATEMENT}</form>',  # declared, not named
        f'<form action="https://forms.example/" method="post">{EMAIL} Sendes til forms.example {STATEMENT}</form>',
    ],
    "form-without-consent": [
        f'<form method="post" action="/send">{EMAIL}<textarea name="m"></textarea><button>Send</button></form>',
        f"{NETLIFY}<label>Navn <input name='name'></label><label>E-post <input name='email'></label></form>",
        CF7 % "",
        '<form method="post"><input autocomplete="given-name" name="x1"><button>OK</button></form>',
        '<form onsubmit="send()"><input type="tel" name="a" placeholder="Ditt nummer"></form>',
        '<form method="post"><input name="fodt" aria-label="Fødselsdato"></form>',
        '<form method="post" id="f"></form><p><label>Mobil <input name="m" form="f"></label></p>',
        '<section class="contact-section"><form class="form-contact" action="contact_process.php" method="post">'
        '<textarea name="message" placeholder="Enter Message"></textarea><input name="name" placeholder="Enter your name">'
        '<input name="email" type="email" placeholder="Email"></form></section>',
        f'<form method="post">{EMAIL}<a href="https://policies.google.com/privacy">Privacy Policy</a></form>',
        # The statement in the footer of the page is not by the form.
        f'<main><form method="post">{EMAIL}</form></main><footer><a href="/personvern/">Personvern</a></footer>',
        # A newsletter's form that links to the statement, but asks for no consent.
        f'<form class="newsletter" method="post">{EMAIL}{STATEMENT}<button>Meld meg på</button></form>',
        f'<section><h2>Nyhetsbrev</h2><form method="post">{EMAIL}{STATEMENT}<button>OK</button></form></section>',
        f'<form method="post">{EMAIL}{STATEMENT}<button>Få nyhetsbrevet</button></form>',
        '<form method="post" id="register"><input name="fullName"><input type="email"><input type="password"></form>',
    ],
    "preticked-consent": [
        '<label><input type="checkbox" name="newsletter" checked> Ja takk!</label>',
        '<input type="checkbox" id="n" checked="checked"><label for="n">Ja, jeg vil motta nyheter og tilbud på e-post</label>',
        '<form method="post"><input type="checkbox" name="x" checked> Jeg samtykker til at dere lagrer opplysningene</form>',
        '<div role="switch" aria-checked="true" tabindex="0" aria-label="Meld meg på nyhetsbrevet"></div>',
        '<label><input type="checkbox" checked> I agree that you process my data as the Privacy Policy says</label>',
        "<fieldset><legend>Vil du ha nyhetsbrev?</legend><label><input type=radio name=n value=1 checked> Ja</label>"
        "<label><input type=radio name=n value=0> Nei</label></fieldset>",
        '<label><input type="checkbox" checked> Ja takk, send meg nyhetsbrevet (vi deler ikke adressen)</label>',
        f'<form>{EMAIL}<label><input type="checkbox" checked> Send me the newsletter</label></form>',
    ],
    "preticked-category": [
        BANNER % '<label><input type="checkbox" name="stat" checked> Statistikk</label>',
        '<dialog data-samtykke-dialog><label><input type="checkbox" data-samtykke-all checked> Statistikk</label></dialog>',
        '<div id="cc-main"><input type="checkbox" class="section__toggle" value="analytics" checked></div>',
        '<div id="CybotCookiebotDialog"><input type="checkbox" id="CybotCookiebotDialogBodyLevelButtonStatistics" checked></div>',
        '<div class="md-consent"><form class="md-consent__form" name="consent"><ul><li class="task-list-item"><label>'
        '<input type="checkbox" name="analytics" checked> Google Analytics</label></li></ul></form></div>',
        '<div class="cookie-settings"><button role="switch" aria-checked="true">Markedsføring</button></div>',
        "<script>var klaroConfig = {version: 1, services: [{name: 'matomo', purposes: ['analytics'], default: true}]}</script>",
        "<script>window.klaroConfig={default:!0,apps:[{name:'x',cookies:[/^_ga[\"{]/i]}]}</script>",
        "<script>klaro.setup({services: [{name: 'yt', optOut: true}]})</script>",
        "<script>CookieConsent.run({categories: {necessary: {enabled: true, readOnly: true}, ads: {enabled: true}}})</script>",
        "<script>CookieConsent.run({mode: 'opt-out', categories: {ads: {}}})</script>",
        "<script>initCookieConsent().run({languages: {nb: {settings_modal: {blocks: [{title: 'A', toggle: "
        "{value: 'analytics', enabled: true, readonly: false}}]}}}}) // cookieconsent 2</script>",
        "<script>window.orejimeConfig = {purposes: [{id: 'a', purposes: [{id: 'b', default: true}]}]}</script>",
        '<script>tarteaucitron.init({"highPrivacy": false, "orientation": "bottom"})</script>',
        "<script>silktideCookieBannerManager.updateCookieBannerConfig({cookieTypes: [{id: 'ads', name: 'Ads', "
        "required: false, defaultValue: true, onAccept: function () { gtag('x', {a: 1}) }}]})</script>",
    ],
    "reject-not-equal": [
        BANNER % YES,
        BANNER % (YES + CHOOSE),
        BANNER % (YES + '<a href="#nei">Avvis alle</a>'),
        BANNER % (YES + '<button class="btn btn-link">Avvis</button>'),
        BANNER % (YES + '<button class="btn btn-sm">Kun nødvendige</button>'),
        BANNER % (YES + '<button class="btn" hidden>Avvis alle</button>'),
        BANNER % (YES + CHOOSE + '<div class="cookie-details"><button class="btn">Avvis alle</button></div>'),
        '<section role="region" aria-label="Cookies"><button>Acceptera alla</button><button>Inställningar</button></section>',
        '<div class="cookieconsent"><p>Wir verwenden Cookies</p><button>Alle akzeptieren</button>'
        "<button>Einstellungen</button></div>",
        '<div class="cookie-notice"><p>Vi bruger cookies</p><button>Tillad alle</button><a href="#">Afvis</a></div>',
        '<div class="cc-window cc-banner cookieconsent" role="dialog"><a role="button" class="cc-btn cc-allow" '
        'tabindex="0">Allow cookies</a><a role="button" class="cc-btn cc-settings" tabindex="0">Preferences</a></div>',
        "<script>CookieConsent.run({language: {translations: {nb: {consentModal: {title: 'Hei', acceptAllBtn: 'Godta', "
        "showPreferencesBtn: 'Velg'}}}}})</script>",
        "<script>CookieConsent.run({guiOptions: {consentModal: {layout: 'box', equalWeightButtons: false}}})</script>",
        "<script>klaroConfig = {hideDeclineAll: true, services: []}</script>",
        '<script>tarteaucitron.init({"highPrivacy": true, "DenyAllCta": false})</script>',
    ],
}

MISSED: dict[str, list[str]] = {
    "third-party-form": [
        '<form action="/send" method="post"><button>Send</button></form>',
        '<form action="https://www.example.no/send"><input name="q"></form>',
        '<form action="https://media.example.no/send"><input name="q"></form>',
        '<form action="mailto:post@example.no"><textarea name="m"></textarea></form>',
        '<form action="https://pay.example/send" method="post"><p>Skjemaet sendes til Betaling AS.</p><input name="q"></form>',
        '<form action="https://pay.example/"><input type="image" src="/b.png" alt="Gå til Betaling"></form>',
        '<form action="https://pay.example/"><input name="belop"></form>',  # a note
        '<script src="https://cdn.example/x.js"></script>',
        "<template><p>x</p></template>",
    ],
    "form-without-consent": [
        f'<form method="post" action="/send">{EMAIL}<textarea name="m"></textarea>{STATEMENT}</form>',
        f'<section><form method="post">{EMAIL}</form><p>Les vår <a href="/om/#personvern">personvernerklæring</a>.</p></section>',
        f'<main><div><div><form method="post">{EMAIL}</form></div></div><p>{STATEMENT}</p></main>',
        f'<form method="post">{EMAIL}<a href="../personvern/index.html">her</a></form>',
        f'<form method="post">{EMAIL}<button type="button">Om personvern</button></form>',
        '<form role="search" action="/sok"><input name="name" placeholder="Søk etter navn"></form>',
        '<form action="/sok/"><input type="search" name="q"><button>Søk</button></form>',
        '<form action="/sok/"><input name="navn" aria-label="Navn på produktet"></form>',
        '<form method="post" action="/login"><input type="email" name="email"><input type="password" name="p"></form>',
        '<form method="post"><input name="username" placeholder="Brukernavn"><input type="password" name="p"></form>',
        '<form method="post" action="/lost-password"><input type="email" name="e"><button>Send</button></form>',
        f'<form method="post" class="unsubscribe">{EMAIL}<button>OK</button></form>',
        f'<form method="post">{EMAIL}<button>Meld deg av</button></form>',
        '<form method="post"><input type="hidden" name="email" value="a@example.no"><button>Stem</button></form>',
        '<form method="post"><select name="land"><option>Norge</option></select><button>Velg</button></form>',
        '<form method="post"><textarea name="css"></textarea></form>',
        '<form method="post" action="/handlekurv"><input type="number" name="antall"><button>Legg i handlekurven</button></form>',
        '<form oninput="sum.value = a.value"><input type="number" id="a"><output name="sum"></output></form>',
        f'<form class="newsletter" method="post">{EMAIL}{BOX}{STATEMENT}<button>Meld meg på</button></form>',
        # Sending is the consent, and the form says so: a note.
        f'<form class="newsletter" method="post">{EMAIL}<p>Ved å melde deg på samtykker du til nyhetsbrev.</p>{STATEMENT}</form>',
        # A contact is no newsletter because one is offered beside it.
        f'<form method="post">{EMAIL}<textarea name="m"></textarea><label><input type="checkbox"> Nyhetsbrev</label>'
        f"{STATEMENT}</form>",
        f'<section class="course"><h2>Påmelding</h2><form method="post">{EMAIL}{STATEMENT}<button>Meld på</button></form></section>',
        CF7 % f"<p>{STATEMENT}</p>",
        f'<template><form method="post">{EMAIL}</form></template>',
        '<form action="https://www.paypal.com/donate" method="post"><input type="hidden" name="hosted_button_id" value="1"></form>',
        '<iframe src="https://docs.google.com/forms/d/e/1/viewform?embedded=true" title="Skjema"></iframe>',
    ],
    "preticked-consent": [
        '<label><input type="checkbox" name="newsletter"> Ja takk!</label>',
        '<label><input type="checkbox" checked> Husk meg</label>',
        '<label><input type="checkbox" checked> Vis bare ledige kurs</label>',
        '<label><input type="checkbox" checked> Jeg ønsker ikke nyhetsbrev</label>',
        '<label><input type="radio" name="newsletter" value="0" checked> Nei takk</label>',
        "<fieldset><legend>Vil du ha nyhetsbrev?</legend><label><input type=radio name=n value=1> Ja</label>"
        "<label><input type=radio name=n value=0 checked> Nei</label></fieldset>",
        "<fieldset><legend>Hvordan skal vi svare?</legend><label><input type=radio name=k checked> På e-post</label></fieldset>",
        '<form action="/arkiv/"><label><input type="checkbox" name="t" value="nyhetsbrev" checked> Nyhetsbrev</label></form>',
        '<label><input type="checkbox" checked> Jeg godtar vilkårene for kjøp</label>',
        '<label><input type="checkbox" checked> Skjul profilen min (privacy mode)</label>',
        '<label><input type="checkbox" checked disabled> Samtykke er gitt</label>',
        '<div role="switch" aria-checked="false" aria-label="Nyhetsbrev"></div>',
        '<input type="hidden" name="consent" value="1" checked>',
        '<template><label><input type="checkbox" name="newsletter" checked> Nyhetsbrev</label></template>',
        BANNER
        % '<label><input type="checkbox" name="marketing_consent" checked> Markedsføring</label>',  # the other rule
    ],
    "preticked-category": [
        BANNER % '<label><input type="checkbox" name="stat"> Statistikk</label>',
        BANNER % '<label><input type="checkbox" checked disabled> Nødvendige</label>',
        BANNER % '<label><input type="checkbox" checked> Nødvendige (alltid på)</label>',
        BANNER % '<fieldset disabled><label><input type="checkbox" checked> Alt annet</label></fieldset>',
        BANNER % '<label><input type="checkbox" checked> Husk valget mitt</label>',
        BANNER % '<label><input type="radio" name="a" checked> Avvis alle</label>',
        '<label><input type="checkbox" checked> Statistikk</label>',
        '<body class="cookie-banner-open"><main><label><input type="checkbox" checked> Vis kart</label></main>',
        '<div class="cookie-recipes"><label><input type="checkbox" checked> Med sjokolade</label></div>',
        "<script>var klaroConfig = {services: [{name: 'session', required: true, default: true}, {name: 'm'}]}</script>",
        "<script>var klaroConfig = {services: [{name: 'matomo', default: false}]} // default: true</script>",
        "<script>var settings = {services: [{name: 'a', default: true}]}; // no klaro here</script>",
        "<script>CookieConsent.run({categories: {necessary: {enabled: true, readOnly: true}, ads: {}}})</script>",
        "<script>window.orejimeConfig = {purposes: [{id: 'a', default: true, isMandatory: true}]}</script>",
        '<script>tarteaucitron.init({"highPrivacy": true, "DenyAllCta": true})</script>',
        "<script>var shop = {categories: {shoes: {enabled: true}}}</script>",
    ],
    "reject-not-equal": [
        BANNER % (YES + '<button class="btn">Avvis alle</button>' + CHOOSE),
        BANNER % ('<button class="btn btn-sm">Kun nødvendige</button><button class="btn btn-sm">Godta alle</button>'),
        BANNER % '<a href="#ja">Godta alle</a> <a href="#nei">Avvis alle</a>',
        BANNER % "<button>OK</button>",
        BANNER % (YES + '<label><input type="checkbox"> Statistikk</label><button>Lagre valgene</button>'),
        BANNER % (YES + '<button aria-label="Lukk">×</button>'),
        BANNER % "",
        '<div class="cookie-policy"><p>Om kapsler</p><button>Skriv ut</button></div>',
        '<form method="post"><button>Godta tilbudet</button></form>',
        '<figure class="consent-placeholder"><p>Videoen er fra YouTube.</p><button>Godta og vis</button></figure>',
        '<div class="cookieconsent-optout-marketing"><a href="#">Godta markedsføring</a> for å se videoen</div>',
        '<div class="cookie-consent"><main><h1>Avtale</h1><button>Godta avtalen</button></main></div>',
        '<div id="cc-main"><div class="cm"><button class="cm__btn">Accept all</button><button class="cm__btn">Reject all</button>'
        '<button class="cm__btn cm__btn--secondary">Manage preferences</button></div></div>',
        '<div id="CybotCookiebotDialog" role="dialog"><button id="a">Kun nødvendige</button><button>Tillat utvalgte</button>'
        "<button>Tillat alle</button></div>",
        '<div class="cookie-notice"><button>Acceptera alla</button><button>Endast nödvändiga</button></div>',
        '<div class="cookie-notice"><button>Alle akzeptieren</button><button>Nur notwendige Cookies</button></div>',
        '<div class="cookie-notice"><button>Accepter alle</button><button>Fortsæt uden samtykke</button></div>',
        '<div class="cookie-banner"><button>Accept</button><button>Continue without accepting</button></div>',
        "<script>CookieConsent.run({language: {translations: {nb: {consentModal: {acceptAllBtn: 'Godta', "
        "acceptNecessaryBtn: 'Avvis'}}}}})</script>",
        '<script>tarteaucitron.init({"DenyAllCta": true})</script>',
    ],
}
