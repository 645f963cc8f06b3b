"""Documents in documents, whole files of other kinds, and headers."""

# ruff: noqa: E501

import base64

_IMG = "<img src=https://HOST/x>"


def _b64(name: str, markup: str) -> str:
    return base64.b64encode(markup.replace("HOST", f"{name}.truth.example").encode()).decode()


BODY = {
    "iframe": "<iframe src=//HOST/x></iframe>",
    "iframe-lazy": "<iframe loading=lazy src=//HOST/x></iframe>",
    "iframe-sandbox": "<iframe sandbox src=//HOST/x></iframe>",
    "iframe-hidden": "<iframe hidden src=//HOST/x></iframe>",
    "iframe-type": "<iframe type=text/plain src=//HOST/x></iframe>",
    "iframe-fallback": "<iframe><img src=//HOST/x></iframe>",
    "iframe-data-src": "<iframe data-src=//HOST/x src=about:blank></iframe>",
    "iframe-longdesc": "<iframe longdesc=//HOST/x></iframe>",
    "srcdoc-img": "<iframe srcdoc='&lt;img src=//HOST/x>'></iframe>",
    "srcdoc-script": "<iframe srcdoc=\"<script>new Image().src='//HOST/x'</script>\"></iframe>",
    "srcdoc-sandboxed-script": "<iframe sandbox srcdoc=\"<script>new Image().src='//HOST/x'</script>\"></iframe>",
    "srcdoc-sandboxed-img": "<iframe sandbox srcdoc='<img src=//HOST/x>'></iframe>",
    "srcdoc-src": "<iframe srcdoc=x src=//HOST/x></iframe>",
    "srcdoc-empty-src": "<iframe srcdoc src=//HOST/x></iframe>",
    "srcdoc-twice": "<iframe srcdoc='<iframe srcdoc=\"&lt;img src=//HOST/x>\">'></iframe>",
    "srcdoc-noscript": "<iframe srcdoc='<noscript><img src=//HOST/x></noscript>'></iframe>",
    "srcdoc-base": "<iframe srcdoc='<base href=//HOST/><img src=x>'></iframe>",
    "srcdoc-parent-script": "<iframe srcdoc=\"<script>parent.document.write('<img src=//HOST/x>')</script>\"></iframe>",
    "srcdoc-refresh": "<iframe srcdoc=\"<meta http-equiv=refresh content='0;url=//HOST/x'>\"></iframe>",
    "srcdoc-embed": "<embed srcdoc='<img src=//HOST/x>'><object srcdoc='<img src=//HOST2/x>'></object>",
    "data-frame": f"<iframe src='data:text/html,{_IMG}'></iframe>",
    "data-frame-base64": f"<iframe src='data:text/html;base64,{_b64('data-frame-base64', _IMG)}'></iframe>",
    "data-frame-base64-spaced": "<iframe src='data:text/html;charset=utf-8; base64 ,"
    + _b64("data-frame-base64-spaced", _IMG) + "'></iframe>",
    "data-frame-percent": "<iframe src='data:text/html,%3Cimg%20src=https://HOST/x%3E'></iframe>",
    "data-frame-upper": f"<iframe src='DATA:TEXT/HTML,{_IMG}'></iframe>",
    "data-frame-plain": f"<iframe src='data:,{_IMG}'></iframe>",
    "data-frame-svg": "<iframe src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"><image width=\"9\" height=\"9\" "
    "href=\"https://HOST/x\"/></svg>'></iframe>",
    "data-frame-xml": "<iframe src='data:text/xml,<html xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"https://HOST/x\"/>"
    "</html>'></iframe>",
    "data-frame-xhtml": "<iframe src='data:application/xhtml+xml,<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>"
    "<img src=\"https://HOST/x\"/></body></html>'></iframe>",
    "data-frame-other-xml": "<iframe src='data:application/foo+xml,<html xmlns=\"http://www.w3.org/1999/xhtml\">"
    "<img src=\"https://HOST/x\"/></html>'></iframe>",
    "data-frame-relative": "<iframe src='data:text/html,<img src=//HOST/x>'></iframe>",
    "data-frame-base": "<iframe src='data:text/html,<base href=https://HOST/><img src=x>'></iframe>",
    "data-frame-script": "<iframe src=\"data:text/html,<script>new Image().src='https://HOST/x'</script>\"></iframe>",
    "data-frame-charset": "<iframe src='data:text/html;charset=utf-16le,"
    + "".join(f"%{b:02x}" for b in "<img src=https://data-frame-charset.truth.example/x>".encode("utf-16-le")) + "'></iframe>",
    "data-frame-stylesheet-pi": "<iframe src='data:text/xml,<?xml-stylesheet href=\"https://HOST/x\"?><a/>'></iframe>",
    "data-object": f"<object data='data:text/html,{_IMG}'></object>",
    "data-object-type": f"<object type=text/html data='data:text/plain,{_IMG}'></object>",
    "data-embed": f"<embed src='data:text/html,{_IMG}'>",
    "data-embed-type": f"<embed type=text/html src='data:text/html,{_IMG}'>",
    "data-embed-svg": "<embed src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"><image width=\"9\" height=\"9\" "
    "href=\"https://HOST/x\"/></svg>'>",
    "data-text-html-img": f"<img src='data:text/html,{_IMG}'>",
    "object": "<object data=//HOST/x></object>",
    "object-type": "<object type=image/png data=//HOST/x></object>",
    "object-type-bogus": "<object type=x/bogus data=//HOST/x></object>",
    "object-flash": "<object type=application/x-shockwave-flash data=//HOST/x></object>",
    "object-fallback": "<object data='data:x/bogus,'><img src=//HOST/x></object>",
    "object-fallback-unused": "<object data='data:image/png;base64,AA'><iframe src=//HOST/x></iframe></object>",
    "object-nested": "<object><object data=//HOST/x></object></object>",
    "object-classid-data": "<object classid=x data=//HOST/x></object>",
    "object-in-video": "<video><object data=//HOST/x></object></video>",
    "video-fallback-img": "<video src='data:video/mp4,'><img src=//HOST/x></video>",
    "embed": "<embed src=//HOST/x>",
    "embed-type-bogus": "<embed type=x/bogus src=//HOST/x>",
    "embed-image-type": "<embed type=image/png src=//HOST/x>",
    "embed-flash": "<embed type=application/x-shockwave-flash src=//HOST/x>",
    "embed-code": "<embed code=//HOST/x pluginspage=//HOST2/x>",
    "frame-in-body": "<frame src=//HOST/x>",
    "object-data-empty": "<object data='' type=x/bogus><iframe src=//HOST/x></iframe></object>",
    "iframe-own-then-third": "<iframe name=f src=about:blank></iframe><a target=f href=//HOST/x>x</a>",
    "canvas-fallback": "<canvas><img src=//HOST/x></canvas>",
    "audio-fallback": "<audio><img src=//HOST/x></audio>",
    "dialog-closed": "<dialog><img src=//HOST/x></dialog>",
    "details-closed": "<details><summary>x</summary><iframe src=//HOST/x></iframe></details>",
    "popover-closed": "<div popover><img src=//HOST/x></div>",
    "inert-attribute": "<div inert><img src=//HOST/x></div>",
    "content-visibility": "<div style='content-visibility:hidden'><img src=//HOST/x></div>",
}  # fmt: skip

WHOLE: dict[str, str | bytes] = {}

_SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='99' height='99'>{}</svg>"
)
_XHTML = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{}</body></html>"

FILES: dict[str, dict[str, str | bytes]] = {
    "svg-file-image": {"a.svg": _SVG.format("<image width='9' height='9' href='//HOST/x'/>")},
    "svg-file-xlink": {"a.svg": _SVG.format("<image width='9' height='9' xlink:href='//HOST/x'/>")},
    "svg-file-script": {"a.svg": _SVG.format("<script>new Image().src='//HOST/x'</script>")},
    "svg-file-script-href": {"a.svg": _SVG.format("<script href='//HOST/x'/>")},
    "svg-file-script-self-closed": {"a.svg": _SVG.format("<script/><image width='9' height='9' href='//HOST/x'/>")},
    "svg-file-onload": {"a.svg": "<svg xmlns='http://www.w3.org/2000/svg' onload=\"new Image().src='//HOST/x'\"/>"},
    "svg-file-style": {"a.svg": _SVG.format("<style>svg{background:url(//HOST/x)}</style>")},
    "svg-file-style-cdata": {"a.svg": _SVG.format("<style><![CDATA[@import '//HOST/x';]]></style>")},
    "svg-file-pi": {"a.svg": "<?xml-stylesheet type='text/css' href='//HOST/x'?>" + _SVG.format("")},
    "svg-file-foreign": {
        "a.svg": _SVG.format(
            "<foreignObject width='9' height='9'><img xmlns='http://www.w3.org/1999/xhtml' src='//HOST/x'/></foreignObject>"
        )
    },
    "svg-file-foreign-prefix": {
        "a.svg": _SVG.format(
            "<foreignObject width='9' height='9' xmlns:h='http://www.w3.org/1999/xhtml'><h:iframe src='//HOST/x'/>"
            "</foreignObject>"
        )
    },
    "svg-file-h-script": {
        "a.svg": _SVG.format("<h:script xmlns:h='http://www.w3.org/1999/xhtml' src='//HOST/x'/>")
    },
    "svg-file-h-link": {
        "a.svg": _SVG.format("<link xmlns='http://www.w3.org/1999/xhtml' rel='stylesheet' href='//HOST/x'/>")
    },
    "svg-file-prefixed": {
        "a.svg": "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:image width='9' height='9' href='//HOST/x'/></s:svg>"
    },
    "svg-file-other-xlink-prefix": {
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg' xmlns:q='http://www.w3.org/1999/xlink'><image width='9' height='9' "
        "q:href='//HOST/x'/></svg>"
    },
    "svg-file-entity": {
        "a.svg": "<!DOCTYPE svg [<!ENTITY e 'https://HOST/x'>]>" + _SVG.format("<image width='9' height='9' href='&e;'/>")
    },
    "svg-file-entity-markup": {
        "a.svg": "<!DOCTYPE svg [<!ENTITY e '<image width=\"9\" height=\"9\" href=\"https://HOST/x\"/>'>]>" + _SVG.format("&e;")
    },
    "svg-file-attlist": {
        "a.svg": "<!DOCTYPE svg [<!ATTLIST image href CDATA 'https://HOST/x'>]>" + _SVG.format("<image width='9' height='9'/>")
    },
    "svg-file-dtd": {"a.svg": "<!DOCTYPE svg SYSTEM 'https://HOST/x'>" + _SVG.format("")},
    "svg-file-html-case": {"a.svg": _SVG.format("<IMAGE width='9' height='9' href='//HOST/x'/>")},
    "svg-file-comment": {"a.svg": _SVG.format("<!-- > <image href='//HOST/x'/> -->")},
    "svg-file-title-markup": {"a.svg": _SVG.format("<title><image width='9' height='9' href='//HOST/x'/></title>")},
    "svg-file-style-markup": {"a.svg": _SVG.format("<textarea><image width='9' height='9' href='//HOST/x'/></textarea>")},
    "svg-file-h-title": {
        "a.svg": _SVG.format(
            "<title xmlns='http://www.w3.org/1999/xhtml'><svg xmlns='http://www.w3.org/2000/svg'><image width='9' "
            "height='9' href='//HOST/x'/></svg></title>"
        )
    },
    "svg-file-xml-base": {
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg' xml:base='https://HOST/'><image width='9' height='9' href='x'/></svg>"
    },
    "svg-file-utf-16": {
        "a.svg": b"\xff\xfe" + _SVG.format("<image width='9' height='9' href='//HOST/x'/>").encode("utf-16-le")
    },
    "svg-in-img": {
        "index.html": "<!doctype html><title>x</title><img src=a.bin>",
        "a.bin": _SVG.format("<image width='9' height='9' href='//HOST/x'/>"),
    },
    "xhtml-img": {"a.xhtml": _XHTML.format("<img src='//HOST/x'/>")},
    "xhtml-script-self-closed": {"a.xhtml": _XHTML.format("<script src='//HOST/x'/><p>x</p>")},
    "xhtml-cdata": {"a.xhtml": _XHTML.format("<script><![CDATA[new Image().src='//HOST/x']]></script>")},
    "xhtml-noscript": {"a.xhtml": _XHTML.format("<noscript><img src='//HOST/x'/></noscript>")},
    "xhtml-textarea": {"a.xhtml": _XHTML.format("<textarea><img src='//HOST/x'/></textarea>")},
    "xhtml-title-img": {"a.xhtml": _XHTML.format("<title><img src='//HOST/x'/></title>")},
    "xhtml-iframe-child": {"a.xhtml": _XHTML.format("<iframe src='about:blank'><img src='//HOST/x'/></iframe>")},
    "xhtml-xmp": {"a.xhtml": _XHTML.format("<xmp><img src='//HOST/x'/></xmp>")},
    "xhtml-template": {"a.xhtml": _XHTML.format("<template><iframe src='//HOST/x'/></template>")},
    "xhtml-upper": {"a.xhtml": _XHTML.format("<IMG src='//HOST/x'/>")},
    "xhtml-prefix": {
        "a.xhtml": "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body><h:img src='//HOST/x'/></h:body></h:html>"
    },
    "xhtml-style-comment": {"a.xhtml": _XHTML.format("<style><!-- @import '//HOST/x'; --></style>")},
    "xhtml-attlist": {
        "a.xhtml": "<!DOCTYPE html [<!ATTLIST img src CDATA '//HOST/x'>]>" + _XHTML.format("<img alt=''/>")
    },
    "xhtml-script-comment": {"a.xhtml": _XHTML.format("<script><!--\nnew Image().src='//HOST/x'\n--></script>")},
    "xhtml-plaintext": {"a.xhtml": _XHTML.format("<plaintext/><img src='//HOST/x'/>")},
    "xhtml-shadow": {"a.xhtml": _XHTML.format("<div><template shadowrootmode='open'><iframe src='//HOST/x'/></template></div>")},
    "xml-xhtml": {"a.xml": "<a><img xmlns='http://www.w3.org/1999/xhtml' src='//HOST/x'/></a>"},
    "xml-script": {"a.xml": "<a><script xmlns='http://www.w3.org/1999/xhtml'>new Image().src='//HOST/x'</script></a>"},
    "xml-svg": {"a.xml": "<a><svg xmlns='http://www.w3.org/2000/svg'><image width='9' height='9' href='//HOST/x'/></svg></a>"},
    "xml-stylesheet": {"a.xml": "<?xml-stylesheet href='//HOST/x' type='text/css'?><a/>"},
    "xml-stylesheet-xsl": {"a.xml": "<?xml-stylesheet href='//HOST/x' type='text/xsl'?><a/>"},
    "xml-xslt": {
        "a.xml": "<?xml-stylesheet href='a.xsl' type='text/xsl'?><a/>",
        "a.xsl": "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:template match='/'>"
        "<html><body><img src='https://HOST/x'/></body></html></xsl:template></xsl:stylesheet>",
    },
    "xml-plain": {"a.xml": "<a href='https://HOST/x'><img src='https://HOST2/x'/></a>"},
    "xml-escaped": {"a.xml": "<a>&lt;img src=\"https://HOST/x\"></a>"},
    "frame-own": {
        "index.html": "<!doctype html><title>x</title><iframe src=b.txt></iframe>",
        "b.txt": "<img src=//HOST/x>",
    },
    "manifest-icons": {
        "index.html": "<!doctype html><title>x</title><link rel=manifest href=a.webmanifest>",
        "a.webmanifest": '{"name":"x","icons":[{"src":"https://HOST/x","sizes":"192x192"}]}',
    },
    "speculation-file": {"index.html": "<!doctype html><title>x</title>", "a.json": '{"prefetch":[{"urls":["https://HOST/x"]}]}'},
}  # fmt: skip

HEADERS = {
    "header-link-preload": {"Link": "<https://HOST/x>; rel=preload; as=script"},
    "header-link-preload-image": {"Link": "<https://HOST/x>; rel=preload; as=image"},
    "header-link-imagesrcset": {"Link": '<https://HOST2/y>; rel=preload; as=image; imagesrcset="https://HOST/x 1x"'},
    "header-link-preconnect": {"Link": "<https://HOST>; rel=preconnect"},
    "header-link-modulepreload": {"Link": "<https://HOST/x>; rel=modulepreload"},
    "header-link-prefetch": {"Link": "<https://HOST/x>; rel=prefetch"},
    "header-link-stylesheet": {"Link": "<https://HOST/x>; rel=stylesheet"},
    "header-link-canonical": {"Link": '<https://HOST/x>; rel="canonical"'},
    "header-link-two": {"Link": '</a.css>; rel=preload; as=style, <https://HOST/x>; rel="preload"; as=script'},
    "header-link-no-quotes": {"Link": "<https://HOST/x>;rel=preload;as=style"},
    "header-link-anchor": {"Link": '<https://HOST/x>; rel=preload; as=script; anchor="/other"'},
    "header-link-comma": {"Link": "<https://HOST/a,b>; rel=preload; as=image"},
    "header-link-upper": {"Link": "<https://HOST/x>; REL=Preload; AS=script"},
    "header-link-rel-twice": {"Link": "<https://HOST/x>; rel=canonical; rel=preload; as=script"},
    "header-link-spaced": {"Link": "< https://HOST/x > ; rel = preload ; as = script"},
    "header-link-icon": {"Link": "<https://HOST/x>; rel=icon"},
    "header-link-quoted-semicolon": {"Link": '<https://HOST/x>; title="a;b, c"; rel=preload; as=script'},
    "header-refresh": {"Refresh": "0; url=https://HOST/x"},
    "header-refresh-plain": {"Refresh": "0;https://HOST/x"},
    "header-csp-report": {"Content-Security-Policy": "img-src 'none'; report-uri https://HOST/x"},
    "header-csp-blocks": {"Content-Security-Policy": "default-src 'self'"},
    "header-reporting": {"Reporting-Endpoints": 'a="https://HOST/x"'},
    "header-speculation": {"Speculation-Rules": '"https://HOST/x"'},
    "header-sourcemap": {"SourceMap": "https://HOST/x"},
    "header-location": {"Content-Location": "https://HOST/x"},
    "header-activate": {"X-Image": "https://HOST/x"},
}
