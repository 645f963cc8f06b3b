"""What is known to differ from the record, and why: by the name of the host, which is that of the case."""

MISSES: dict[str, bool] = {}
"""Name: whether the scan says that it does not know."""

STATES = {
    # What waits for a state that its page has not: its twin, which has it, was contacted (that is tested).
    # … for a rule to match, a text to be shown, a script to do something
    "css-unused": "state-unused-rule",
    "css-variable-unused": "state-unused-variable",
    "css-font-face-unused": "state-unused-font",
    "css-font-face-range": "state-font-range",
    "css-attribute-hidden": "state-hidden-shown",
    "css-light-dark-2": "state-light-dark",
    "gate-partytown": "state-partytown",
    "gate-rocket": "state-rocket",
    "script-src-partytown": "state-partytown",
    "script-inline-partytown": "state-partytown",
    "importmap-first-party": "state-importmap",
    "svg-animate-xlink": "state-xlink-animated",
    # … for an event, or the time
    "on-toggle-closed": "near-toggle-fragment",
    "on-transition": "state-transition",
    "on-canplay": "state-canplay",
    "gate-ours-handler-2": "state-ours-handler",
    "video-preload-none": "state-preload-none",
    "meta-refresh-late": "state-meta-refresh-two",
    "near-object-embed-unused": "near-object-embed",
    # … for the file to be opened by itself, sent as HTML, sent with a charset, or named by another
    "svg-in-img": "svg-file-image",
    "near-charset-utf-8": "file-script",
    "xhtml-upper": "state-html-upper",
    "xhtml-shadow": "state-html-shadow",
    "xhtml-style-comment": "state-style-comment",
    "xhtml-script-comment": "state-script-comment",
    "meta-hz": "state-hz-header",
    "meta-replacement": "state-replacement-header",
    "speculation-file": "near-speculation-header",
}
UNSHOWN = {
    # What this recording cannot show.
    "link-mask-icon": "Safari fetches it, which is not recorded",
    "header-reporting": "reports are sent over HTTPS only, and only when there is something to report",
    "manifest-icons": "they are fetched when the site is installed; the manifest itself is contacted (link-manifest)",
    "near-xml-rss": "feed readers show what is in it, browsers do not",
}
CAUTIOUS = {
    # False alarms, which count: a narrow rule would be unsafe, or buy nothing.
    "meta-csp-blocks": "a policy is not taken for a gate (see docs/soundness.md)",
    "css-import-supports-false": "what a browser supports changes with every release",
    "near-embed-application-foo": "which types are shown changes with every release",
    "near-object-application-foo": "likewise",
    "near-frameset-nul-late": "Chromium makes a frameset of one after a NUL, but not after text: nobody writes either",
    "near-frameset-template-in": "the parser keeps a frameset that browsers drop: nobody writes it",
    "near-onerror-x-y": "a custom element may fire the event itself",
    "near-onload-x-y": "likewise",
    "near-picture-two-sources-2": "Firefox takes the later one of such a pair while it prints (picture-2)",
    "near-track-shown": "a script on the page may make the player ask across origins",
    "on-custom": "new event names come every year, and custom elements read such attributes themselves",
    "speculation-prerender": "Chromium prerenders within a site only; what is the same site is not told apart here",
    "svg-file-html-case": "a drawing is read as HTML too, which knows no case: it may be put into a page",
}
EXEMPT = frozenset((*STATES, *UNSHOWN))
ALARMS = frozenset((*EXEMPT, *CAUTIOUS))
