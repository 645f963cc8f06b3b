"""What is known to differ from the record, and why. Everything here is a debt or a limit of the recording."""

# ruff: noqa: E501

MISSES = {
    # name: whether the scan says that it does not know
    "file-css-charset-utf-16": True,  # `charset` on the element; the file is reported as unreadable
    "file-fetch-html": True,  # HTML from a file that the page fetches and inserts: the sandbox does not read it
    "file-script-charset": True,
    "run-click-link": False,  # the sandbox: click() on a link of the page, whose address it does not know
    "run-clone-template": True,  # the sandbox does not know the page's templates
    "run-copy-data-src": True,
    "run-form-submit": False,  # the sandbox: submit() on a form of the page, whose address it does not know
    "run-href-of-link": True,
    "run-named-access": True,
    "run-open": False,  # a window that browsers open only for a visitor's click, but for this recording
    "run-read-json": True,
    "run-remove-type": True,
}

_STATE = (  # depends on window, media, pointer, page state, or on a network that the recording has not
    "css-unused css-variable-unused css-font-face-unused css-font-face-range css-media-false css-media-print css-visited "
    "css-hover css-counter-style css-attribute-hidden picture-media-false picture-type-unknown on-blur on-hashchange "
    "on-resize on-mouseover on-scroll on-toggle-closed on-transition on-canplay on-marquee meta-refresh-late "
    "video-preload-none link-preload-media link-preload-type gate-ours-handler"
)
_UNSEEN = (  # names looked up and connections opened do not reach a proxy; headless browsers install and print nothing
    "link-dns-prefetch link-preconnect link-preconnect-cors header-link-preconnect link-prerender link-manifest "
    "manifest-icons link-mask-icon header-link-icon header-reporting speculation-prefetch speculation-no-source "
    "speculation-prerender speculation-conservative speculation-file"
)
_MEANT = (  # fails closed, on purpose
    "base-alone base-fragment "
    "script-src-vt-module script-inline-vt-module meta-csp-blocks gate-partytown gate-rocket script-src-partytown script-inline-partytown "
    "meta-hz meta-replacement xml-escaped noscript-script shadow-second shadow-on-a xhtml-upper svg-file-html-case"
)
_DEBT = (  # over-cautious, rare on real pages: parents, plugin types and the grammar of CSS are not looked at
    "picture-no-img picture-source-src source-alone video-track plain-track-alone svg-filter svg-animate-xlink "
    "svg-set-style svg-source css-filter css-offset-path css-cross-fade css-src-function css-import-supports-false "
    "css-import-late css-import-after-namespace css-import-in-block css-import-src css-behavior css-attribute-import "
    "css-attribute-invalid object-type-bogus object-flash object-classid-data object-in-video embed-type-bogus embed-flash "
    "frame-in-body frameset-late unclosed-script-inline svg-in-img xhtml-style-comment xhtml-script-comment xhtml-shadow "
    "on-custom on-load-div on-readystatechange html-onload run-inner-html-script importmap-first-party "
    "srcdoc-sandboxed-script"
)
ALARMS = frozenset(f"{_STATE} {_UNSEEN} {_MEANT} {_DEBT}".split())
