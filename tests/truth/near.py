"""Near twins: just inside and just outside of each narrow rule, and in the state that a construct waits for.

Where a rule says "browsers never do that", its neighbours stand here, so that a rule too wide is found out.
"""

# ruff: noqa: E501

from __future__ import annotations

import base64
import struct

_GO = "new Image().src='//HOST/x'"
_SAMPLES = 8000
_WAV = "data:audio/wav;base64," + base64.b64encode(
    struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + _SAMPLES, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", _SAMPLES)
    + b"\x80" * _SAMPLES
).decode()  # fmt: skip

_IMPORTS = {
    "after-media": "@media screen{p{color:red}} @import '//HOST/x';",
    "after-unknown-at": "@foo bar; @import '//HOST/x';",
    "after-unknown-block": "@foo bar{a:b} @import '//HOST/x';",
    "after-bad-rule": "!!{} @import '//HOST/x';",
    "after-bad-pseudo": "p:nope{} @import '//HOST/x';",
    "after-moz-selector": "p::-moz-x{color:red} @import '//HOST/x';",
    "after-comma": "p,{color:red} @import '//HOST/x';",
    "after-number": "5{} @import '//HOST/x';",
    "after-no-selector": "{} @import '//HOST/x';",
    "after-semicolon-rule": ";p{} @import '//HOST/x';",
    "after-cdc": "--> @import '//HOST/x';",
    "after-layer-block": "@layer a{p{color:red}} @import '//HOST/x';",
    "after-layer-bad": "@layer 5{} @import '//HOST/x';",
    "between-layers": "@layer a; @import '//HOST2/x'; @layer b; @import '//HOST/x';",
    "after-namespace-bad": "@namespace a b c; @import '//HOST/x';",
    "after-namespace-url": "@namespace url(http://a.test/); @import '//HOST/x';",
    "after-two-charsets": "@charset 'x';@charset 'y'; @import '//HOST/x';",
    "after-font-face": "@font-face{font-family:x} @import '//HOST/x';",
    "after-font-face-bad": "@font-face x{font-family:x} @import '//HOST/x';",
    "after-keyframes": "@keyframes a{} @import '//HOST/x';",
    "after-keyframes-bad": "@keyframes 5{} @import '//HOST/x';",
    "after-property": "@property --a{} @import '//HOST/x';",
    "after-viewport": "@viewport{} @import '//HOST/x';",
    "after-star": "*{} @import '//HOST/x';",
    "after-list": "a.b > b, .c #d\n{color:red} @import '//HOST/x';",
    "after-class-number": ".5a{} @import '//HOST/x';",
    "after-hash-number": "#5a{} @import '//HOST/x';",
    "after-two-combinators": "a > > b{} @import '//HOST/x';",
    "after-trailing-combinator": "a >{} @import '//HOST/x';",
    "after-plain-words": "see this page{} @import '//HOST/x';",
    "after-import-bad": "@import foo; @import '//HOST/x';",
    "after-import-block": "@import '//HOST2/x' {} @import '//HOST/x';",
    "in-layer": "@layer a{@import '//HOST/x';}",
    "in-rule": "p{@import '//HOST/x';}",
    "in-brace": "{@import '//HOST/x';}",
    "in-unclosed": "p{ @import '//HOST/x';",
    "after-string-brace": "p{content:'{'} @import '//HOST/x';",
    "after-comment-brace": "/* a{} */@import '//HOST/x';",
    "after-unclosed-string": "p{content:'} @import '//HOST/x';",
    "after-bad-string": "p{content:'\n} @import '//HOST/x';",
    "junk-after": "@import '//HOST/x' 5 !;",
    "junk-before": "@import foo '//HOST/x';",
    "two-strings": "@import '//HOST/x' '//HOST2/x';",
    "url-modifier": "@import url('//HOST/x' foo);",
}
_DECLARATIONS = {
    "no-colon": "p{background url(//HOST/x)}",
    "after-bang": "p{!;background:url(//HOST/x)}",
    "after-broken": "p{color red;;background:url(//HOST/x)}",
    "after-block": "p{a{};background:url(//HOST/x)}",
    "supports-prelude": "@supports (background:url(//HOST/x)){p{color:red}}",
    "media-prelude": "@media url(//HOST/x){p{color:red}}",
    "selector-function": "p:is(url(//HOST/x)){color:red}",
    "page-margin": "@page{@top-left{content:url(//HOST/x)}}",
    "filter-upper": "p{FILTER:url(//HOST/x#a)}",
    "filter-in-two": "p{filter:blur(1px) url(//HOST/x#a)}",
    "filter-then": "p{filter:url(//HOST2/y#a);background:url(//HOST/x)}",
    "filter-no-semicolon": "p{filter:url(//HOST2/y#a)}body{background:url(//HOST/x)}",
    "filter-escaped": "p{fi\\6cter:url(//HOST/x#a)}",
    "filter-nested": "body{filter:none;p{background:url(//HOST/x)}}",
    "filter-sized": "p{filter:url(//HOST/x.svg#a);height:50px;background:red}",
    "backdrop-filter": "p{backdrop-filter:url(//HOST/x.svg#a);height:50px}",
    "filter-variable": ":root{--filter:url(//HOST/x)} p{background:var(--filter)}",
    "filter-broken-then": "p{filter;background:url(//HOST/x)}",
    "filter-colon-block": "p{filter:{}background:url(//HOST2/x);mask:url(//HOST/x)}",
    "offset-path-sized": "p{offset-path:url(//HOST/x.svg#a);offset-distance:10%;height:50px}",
    "behavior-then": "p{behavior:url(//HOST2/y);cursor:url(//HOST/x),auto}",
    "clip-path-sized": "p{clip-path:url(//HOST/x.svg#a);height:50px;background:red}",
    "mask-sized": "p{mask:url(//HOST/x.svg#a);height:50px;background:red}",
    "counter-then": "@counter-style c{symbols:url(//HOST2/x)} p{background:url(//HOST/x)}",
    "namespace-then": "@namespace a url(//HOST2/x); p{background:url(//HOST/x)}",
    "document-then": "@document url(//HOST2/x){} p{background:url(//HOST/x)}",
}
_ATTRIBUTES = {
    "after-brace": "}background:url(//HOST/x)",
    "after-block": "{;};background:url(//HOST/x)",
    "after-at": "@foo;background:url(//HOST/x)",
    "after-at-block": "@foo{} background:url(//HOST/x)",
    "in-block": "p{background:url(//HOST/x)}",
    "in-nested": "&{background:url(//HOST/x)}",
    "in-media": "@media all{background:url(//HOST/x)}",
    "import-then": "@import '//HOST2/x';background:url(//HOST/x)",
    "no-colon-then": "background url(//HOST2/x);background:url(//HOST/x)",
    "comment-colon": "background /* : */ url(//HOST/x)",
    "filter": "filter:url(//HOST/x#a)",
}
_PLUGINS = (
    "application/x-shockwave-flash application/x-silverlight-2 application/x-java-applet application/java "
    "application/x-director audio/x-pn-realaudio application/x-mplayer2 video/quicktime application/octet-stream "
    "application/foo application/pdf text/html text/foo message/rfc822 image/foo"
)
_XML = (
    "application/rss+xml application/atom+xml application/mathml+xml application/rdf+xml text/xsl image/foo+xml "
    "application/xslt+xml application/vnd.mozilla.xul+xml application/vnd.wap.xhtml+xml application/xml text/rdf"
)
_LOADLESS = "html div p span a section ul table form button canvas picture h1 x-y"

BODY = {
    **{f"near-import-{name}": f"<style>{text}</style>" for name, text in _IMPORTS.items()},
    **{f"near-plain-import-{name}": f"<style type=text/plain>{text}</style>" for name, text in _IMPORTS.items()
       if name in ("after-list", "between-layers", "after-two-charsets", "junk-after", "after-comment-brace")},
    **{f"near-css-{name}": f"<style>{text}</style>" for name, text in _DECLARATIONS.items()},
    **{f"near-style-{name}": f'<p style="{text}">x</p>' for name, text in _ATTRIBUTES.items()},
    **{f"near-object-{t.replace('/', '-')}": f"<object type={t} data=//HOST/x></object>" for t in _PLUGINS.split()},
    **{f"near-embed-{t.replace('/', '-')}": f"<embed type={t} src=//HOST/x>" for t in _PLUGINS.split()},
    **{f"near-xml-{t.replace('/', '-').replace('+', '-')}": f"<iframe src='data:{t},<html xmlns=\"http://www.w3.org/1999/xhtml\">"
       "<img src=\"https://HOST/x\"/></html>'></iframe>" for t in _XML.split()},
    **{f"near-onload-{tag}": f'<{tag} onload="{_GO}"><img src=/x.png></{tag}>' for tag in _LOADLESS.split()},
    **{f"near-onerror-{tag}": f'<{tag} onerror="{_GO}"><img src=/none></{tag}>' for tag in _LOADLESS.split()},
    # in the state that the twin waits for
    "state-unused-rule": "<style>.none{background:url(//HOST/x)}</style><script>document.body.className='none'</script>",
    "state-unused-variable": "<style>:root{--a:url(//HOST/x)}</style><p style='background:var(--a)'>x</p>",
    "state-unused-font": "<style>@font-face{font-family:f;src:url(//HOST/x)}</style><p style='font-family:f'>x</p>",
    "state-light-dark": "<style>:root{color-scheme:light dark} p{background:light-dark(none,url(//HOST/x))}</style>",
    "state-font-range": "<style>@font-face{font-family:f;src:url(//HOST/x);unicode-range:U+78} p{font-family:f}</style>",
    "state-hidden-shown": "<p hidden style='background:url(//HOST/x)'>x</p><script>document.querySelector('[hidden]').hidden=0</script>",
    "state-picture-type": "<picture><source type=image/webp srcset=//HOST/x><img></picture>",
    "state-picture-img-by-script": "<picture id=p><source srcset=//HOST/x></picture><script>p.append(new Image())</script>",
    "state-picture-img": "<picture><source media=print srcset=//HOST2/x><img src=//HOST/x></picture>",
    "state-transition": f'<style>p:hover{{color:red}}</style><p style="transition:color 1ms" ontransitionend="{_GO}">x</p>',
    "state-canplay": f'<audio src="{_WAV}" oncanplay="{_GO}"></audio>',
    "state-preload-none": "<video preload=none autoplay muted src=//HOST/x></video>",
    "state-ours-handler": "<figure data-category=media data-service=a data-src=//HOST2/x><img src=/none alt='' "
    f'onerror="{_GO}"></figure>',
    "state-partytown": "<script type=text/partytown src=//HOST/x></script><script>document.querySelectorAll('[type=\"text/partytown\"]')"
    ".forEach(s=>{var n=document.createElement('script');n.src=s.src;document.head.append(n)})</script>",
    "state-rocket": "<script type=rocketlazyloadscript data-rocket-src=//HOST/x></script><script>var s=document.querySelector("
    "'[data-rocket-src]'),n=document.createElement('script');n.src=s.dataset.rocketSrc;document.head.append(n)</script>",
    "state-xlink-animated": "<svg xmlns:xlink=http://www.w3.org/1999/xlink><image width=9 height=9 xlink:href=/x.png><animate attributeName=xlink:href to=//HOST/x "
    "from=/x.png dur=0.1s fill=freeze /></image></svg>",
    "state-importmap": '<script type=importmap>{"imports":{"/a.js":"https://HOST/x"}}</script><script type=module>import "/a.js"</script>',
    "state-sandbox-lifted": f"<iframe id=f sandbox srcdoc=\"<script>{_GO}</script>\"></iframe><script>f.removeAttribute('sandbox');"
    "f.srcdoc+=''</script>",
    "state-xhtml-upper": "<IMG src='//HOST/x'/>",
    "state-style-comment": "<style><!-- @import '//HOST/x'; --></style>",
    "state-script-comment": f"<script><!--\n{_GO}\n--></script>",
    # picture, source, track
    "near-picture-img-deep": "<picture><source srcset=//HOST/x><div><img></div></picture>",
    "near-picture-source-deep": "<picture><div><source srcset=//HOST/x></div><img></picture>",
    "near-picture-img-first": "<picture><img src=/y.png><source srcset=//HOST/x></picture>",
    "near-picture-img-after": "<picture><source srcset=//HOST/x></picture><img>",
    "near-picture-unclosed": "<picture><source srcset=//HOST/x><p>x</p><img>",
    "near-picture-two-sources": "<picture><source srcset=//HOST/x><source srcset=//HOST2/x><img></picture>",
    "near-picture-type-text": "<picture><source type=text/plain srcset=//HOST/x><img></picture>",
    "near-picture-svg-source": "<picture><svg><source srcset=//HOST/x /></svg><img></picture>",
    "near-source-deep-in-video": "<video><div><source src=//HOST/x></div></video>",
    "near-source-srcset-in-video": "<video><source srcset=//HOST/x></video>",
    "near-source-moved": "<source id=s src=//HOST/x><video id=v></video><script>v.append(s)</script>",
    "near-source-written": "<video id=v></video><script>v.innerHTML='<source src=//HOST/x>'</script>",
    "near-track-plays": f"<audio src='{_WAV}'><track default kind=subtitles src=//HOST/x></audio>",
    "near-track-shown": f"<video id=v src='{_WAV}'><track kind=subtitles src=//HOST/x></video><script>v.textTracks[0].mode='showing'</script>",
    "near-track-cors": f"<video crossorigin src='{_WAV}'><track default kind=captions src=//HOST/x></video>",
    "near-track-cors-bogus": f"<video crossorigin=bogus src='{_WAV}'><track default kind=captions src=//HOST/x></video>",
    "near-track-cors-metadata": f"<video crossorigin src='{_WAV}'><track default kind=metadata src=//HOST/x></video>",
    "near-track-deep": f"<video crossorigin src='{_WAV}'><div><track default src=//HOST/x></div></video>",
    # drawings
    "near-svg-animate-from": "<svg><image width=9 height=9><animate attributeName=href from=//HOST/x to=//HOST2/x dur=1s /></image></svg>",
    "near-svg-set-elsewhere": "<svg><image id=i width=9 height=9 /><set href=#i attributeName=href to=//HOST/x /></svg>",
    "near-svg-href-empty": "<svg><image href='' xlink:href=//HOST/x width=9 height=9 /></svg>",
    "near-svg-href-broken": "<svg><image href='https://[x' xlink:href=//HOST/x width=9 height=9 /></svg>",
    "near-svg-script-href-empty": "<svg><script href='' xlink:href=//HOST/x></script></svg>",
    "near-svg-script-both-plain": "<svg><script type=text/plain href=//HOST/x xlink:href=//HOST2/x></script></svg>",
    "near-template-svg-image-both": "<template><svg><image href=//HOST/x xlink:href=//HOST2/x width=9 height=9 /></svg></template>",
    "near-template-svg-script-both": "<template><svg><script href=//HOST/x xlink:href=//HOST2/x></script></svg></template>",
    "near-feimage-both": "<svg><filter id=f><feImage href=//HOST/x xlink:href=//HOST2/x /></filter><rect filter='url(#f)' width=9 "
    "height=9 /></svg>",
    "near-svg-filter-sized": "<svg><rect fill=red filter='url(//HOST/x.svg#a)' width=50 height=50 /></svg>",
    "near-svg-filter-own": "<svg><filter id=f><feImage href=//HOST/x /></filter></svg><p style='filter:url(#f)'>x</p>",
    "near-svg-set-mask": "<svg><rect width=9 height=9><set attributeName=clip-path to='url(//HOST/x#a)' begin=0s /></rect></svg>",
    # objects
    "near-object-flash-params": "<object type='application/x-shockwave-flash; a=b' data=//HOST/x></object>",
    "near-object-flash-space": "<object type=' application/x-shockwave-flash ' data=//HOST/x></object>",
    "near-object-flash-upper": "<object type=APPLICATION/X-Shockwave-Flash data=//HOST/x></object>",
    "near-object-flash-html": "<object type=application/x-shockwave-flash data=//HOST/x.html></object>",
    "near-object-flash-data": "<object type=application/x-shockwave-flash data='data:text/html,<img src=https://HOST/x>'></object>",
    "near-object-swf": "<object data=//HOST/x.swf></object>",
    "near-embed-swf": "<embed src=//HOST/x.swf>",
    "near-object-classid-empty": "<object classid='' data=//HOST/x></object>",
    "near-object-classid-flash": "<object classid='clsid:D27CDB6E-AE6D-11cf-96B8-444553540000' data=//HOST/x></object>",
    "near-object-classid-html": "<object classid=x type=text/html data=//HOST/x></object>",
    "near-object-classid-image": "<object classid='java:x' type=image/png data=//HOST/x></object>",
    "near-object-classid-picture": "<object classid='java:x' data=//HOST/x.png></object>",
    "near-video-object-typed": "<video><object type=text/html data=//HOST/x></object></video>",
    "near-video-object-deep": "<video><div><object data=//HOST/x></object></div></video>",
    "near-video-object-image": "<video><object type=image/png data=//HOST/x></object></video>",
    "near-audio-object": "<audio><object data=//HOST/x></object></audio>",
    "near-video-embed": "<video><embed src=//HOST/x></video>",
    "near-audio-embed": "<audio src=/none><embed src=//HOST/x></audio>",
    "near-video-iframe": "<video><iframe src=//HOST/x></iframe></video>",
    "near-video-shadow-object": "<video><p><template shadowrootmode=open><object data=//HOST/x></object></template></p></video>",
    "near-video-in-table": "<table><video><object data=//HOST/x></object></video></table>",
    "near-object-embed": "<object data=/none><embed src=//HOST/x></object>",
    "near-object-embed-unused": "<object data=/x.png><embed src=//HOST/x></object>",
    "near-object-flash-embed": "<object type=application/x-shockwave-flash data=//HOST2/x><embed src=//HOST/x></object>",
    # without JavaScript, and in frames that run none
    "near-noscript-svg-script": "<noscript><svg><script href=//HOST/x></script></svg></noscript>",
    "near-noscript-module": "<noscript><script type=module src=//HOST/x></script></noscript>",
    "near-noscript-preload": "<noscript><link rel=preload as=script href=//HOST/x></noscript>",
    "near-noscript-preload-image": "<noscript><link rel=preload as=image href=//HOST/x></noscript>",
    "near-noscript-modulepreload": "<noscript><link rel=modulepreload href=//HOST/x></noscript>",
    "near-noscript-object": "<noscript><object data=//HOST/x></object></noscript>",
    "near-noscript-srcdoc-script": "<noscript><iframe srcdoc='<script src=//HOST/x></script>'></iframe></noscript>",
    "near-noscript-srcdoc-img": "<noscript><iframe srcdoc='<img src=//HOST/x>'></iframe></noscript>",
    "near-noscript-data-frame": "<noscript><iframe src='data:text/html,<img src=https://HOST/x>'></iframe></noscript>",
    "near-sandbox-noscript": "<iframe sandbox srcdoc='<noscript><img src=//HOST/x></noscript>'></iframe>",
    "near-sandbox-noscript-script": "<iframe sandbox srcdoc='<noscript><script src=//HOST/x></script></noscript>'></iframe>",
    "near-sandbox-script-src": "<iframe sandbox srcdoc='<script src=//HOST/x></script>'></iframe>",
    "near-sandbox-svg-script": "<iframe sandbox srcdoc='<svg><script href=//HOST/x></script></svg>'></iframe>",
    "near-sandbox-allow": f"<iframe sandbox='allow-scripts' srcdoc=\"<script>{_GO}</script>\"></iframe>",
    "near-sandbox-allow-upper": f"<iframe sandbox=' foo ALLOW-SCRIPTS' srcdoc=\"<script>{_GO}</script>\"></iframe>",
    "near-sandbox-allow-vt": f"<iframe sandbox='foo\vallow-scripts' srcdoc=\"<script>{_GO}</script>\"></iframe>",
    "near-sandbox-same-origin": f"<iframe sandbox=allow-same-origin srcdoc=\"<script>{_GO}</script>\"></iframe>",
    "near-sandbox-handler": f'<iframe sandbox srcdoc="<img src=/none onerror=&quot;{_GO}&quot;>"></iframe>',
    "near-sandbox-nested": "<iframe sandbox srcdoc='<iframe sandbox=allow-scripts srcdoc=\"<script>new Image().src=&amp;quot;//HOST/x"
    "&amp;quot;</script>\"></iframe>'></iframe>",
    "near-sandbox-javascript": f'<iframe sandbox src="javascript:{_GO}"></iframe>',
    "near-sandbox-javascript-allow": f'<iframe sandbox=allow-scripts src="javascript:{_GO}"></iframe>',
    "near-sandbox-data": "<iframe sandbox src=\"data:text/html,<script>new Image().src='https://HOST/x'</script>\"></iframe>",
    "near-sandbox-data-src": '<iframe sandbox src="data:text/html,<script src=https://HOST/x></script>"></iframe>',
    "near-sandbox-object": "<object sandbox data=\"data:text/html,<script>new Image().src='https://HOST/x'</script>\"></object>",
    "near-sandbox-refresh": "<iframe sandbox srcdoc=\"<meta http-equiv=refresh content='0;url=//HOST/x'>\"></iframe>",
    # handlers that are none
    "near-onload-track": f'<video><track default src="data:text/vtt,WEBVTT" onload="{_GO}"></video>',
    "near-onerror-track": f'<video src="{_WAV}"><track default src="/none" onerror="{_GO}"></video>',
    "near-onload-input": f'<input type=image src=/x.png onload="{_GO}">',
    "near-marquee": f'<marquee onstart="{_GO}" onbounce="{_GO}" onfinish="{_GO}" loop=1 behavior=alternate width=9>x</marquee>',
    "near-readystate-body": f'<body onreadystatechange="{_GO}">',
    "near-toggle-fragment": f'<details ontoggle="{_GO}"><summary>x</summary><p id=here>y</p></details>',
    # scripts that never end
    "near-unclosed-svg": f"<svg><script>{_GO}",
    "near-unclosed-space": f"<script>{_GO}</script ",
    "near-unclosed-attribute": f"<script>{_GO}</script x='",
    "near-unclosed-escaped": f"<script><!--<script>\n{_GO}\n</script>",
    "near-unclosed-srcdoc": f'<iframe srcdoc="<script>{_GO}"></iframe>',
    "near-unclosed-data": "<iframe src=\"data:text/html,<script>new Image().src='https://HOST/x'\"></iframe>",
    "near-unclosed-second": f"<script>var a</script><script>{_GO}",
    "near-unclosed-upper-end": f"<script>{_GO}</SCRIPT>",
    "near-unclosed-slash-end": f"<script>{_GO}</script/>",
    "near-unclosed-written": f"<script>document.write('<script>'+\"{_GO}\")</script>",
    "near-unclosed-written-later": f"<script>document.write('<script>'+\"{_GO}\")</script><script>document.write('</scr'+'ipt>')</script>",
    "near-img-type": "<img type=text/plain src=//HOST/x>",
    "near-track-moved": f"<track id=t default src=//HOST/x><video id=v crossorigin src='{_WAV}'></video><script>v.append(t)</script>",
    # candidates
    "near-srcset-src-2x": "<img src=//HOST/x srcset='//HOST2/x 2x'>",
    "near-srcset-src-width": "<img src=//HOST2/x srcset='//HOST/x 100w' sizes=100px>",
    "near-srcset-src-broken": "<img src=//HOST/x srcset='//HOST2/x 5q'>",
    # combinations
    "mix-shadow-template": "<div><template shadowrootmode=open><template><img src=//HOST/x></template></template></div>",
    "mix-shadow-template-script": "<div><template shadowrootmode=open><template><script src=//HOST/x></script></template></template></div>",
    "mix-template-shadow-img": "<template><div><template shadowrootmode=open><img src=//HOST/x></template></div></template>",
    "mix-srcdoc-template": "<iframe srcdoc='<template><img src=//HOST/x></template>'></iframe>",
    "mix-srcdoc-shadow": "<iframe srcdoc='<div><template shadowrootmode=open><iframe src=//HOST/x></iframe></template></div>'></iframe>",
    "mix-srcdoc-svg": "<iframe srcdoc='<svg><image href=//HOST/x width=9 height=9 /></svg>'></iframe>",
    "mix-srcdoc-svg-script": "<iframe srcdoc='<svg><script type=text/plain href=//HOST/x></script></svg>'></iframe>",
    "mix-srcdoc-svg-data": "<iframe srcdoc='<iframe src=\"data:image/svg+xml,<svg xmlns=&amp;quot;http://www.w3.org/2000/svg&amp;quot;>"
    "<image width=&amp;quot;9&amp;quot; height=&amp;quot;9&amp;quot; href=&amp;quot;https://HOST/x&amp;quot;/></svg>\"></iframe>'></iframe>",
    "mix-srcdoc-style-import": "<iframe srcdoc=\"<style>@import '//HOST/x';</style>\"></iframe>",
    "mix-srcdoc-base-srcset": "<iframe srcdoc=\"<base href=//HOST/><img srcset='a 1x, b 2x'>\"></iframe>",
    "mix-srcdoc-preconnect": "<iframe srcdoc='<link rel=preconnect href=https://HOST>'></iframe>",
    "mix-svg-srcdoc": "<svg><foreignObject><iframe srcdoc='<img src=//HOST/x>'></iframe></foreignObject></svg>",
    "mix-data-srcdoc": "<iframe src='data:text/html,<iframe srcdoc=\"<img src=https://HOST/x>\"></iframe>'></iframe>",
    "mix-data-data": "<iframe src='data:text/html,<iframe src=\"data:text/html,<img src=https://HOST/x>\"></iframe>'></iframe>",
    "mix-data-style": "<iframe src='data:text/html,<style>@import \"https://HOST/x\";</style>'></iframe>",
    "mix-object-svg-script": "<object data=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>new Image().src="
    "'https://HOST/x'</script></svg>\"></object>",
    "mix-noscript-svg": "<noscript><svg><image href=//HOST/x width=9 height=9 /></svg></noscript>",
    "mix-noscript-style-attribute": "<noscript><p style='background:url(//HOST/x)'>x</p></noscript>",
    "mix-noscript-picture": "<noscript><picture><source srcset=//HOST/x><img></picture></noscript>",
    "mix-noscript-shadow": "<noscript><div><template shadowrootmode=open><img src=//HOST/x></template></div></noscript>",
    "mix-gate-preload": "<link rel=preload as=script href=//HOST/x><script type=text/plain data-category=analytics data-service=a "
    "data-src=//HOST/x></script>",
    "mix-gate-noscript": "<script type=text/plain data-category=analytics data-service=a data-src=//HOST2/x></script><noscript>"
    "<img src=//HOST/x></noscript>",
    "mix-import-import": "<style>@import 'data:text/css,@import \"https://HOST/x\";';</style>",
    "mix-import-late-import": "<style>@import 'data:text/css,p{} @import \"https://HOST/x\";';</style>",
    "mix-variable-attribute": "<style>p{background:var(--a)}</style><p style='--a:url(//HOST/x)'>x</p>",
    "mix-blob-frame": "<script>var f=document.createElement('iframe');f.src=URL.createObjectURL(new Blob(['<img src=https://HOST/x>'],"
    "{type:'text/html'}));document.body.append(f)</script>",
    "mix-blob-script": "<script>var s=document.createElement('script');s.src=URL.createObjectURL(new Blob([\"new Image().src="
    "'https://HOST/x'\"]));document.body.append(s)</script>",
    "mix-blob-style": "<script>var l=document.createElement('link');l.rel='stylesheet';l.href=URL.createObjectURL(new Blob([\"p{background:"
    "url(https://HOST/x)}\"],{type:'text/css'}));document.head.append(l)</script>",
    "mix-scheme-only": "<img src='http:HOST/x'>",
    "mix-object-video-source": "<object data=/none><video><source src=//HOST/x></video></object>",
}  # fmt: skip

HEAD = {
    "mix-base-srcset": "<base href=//HOST/><img srcset='a 1x, b 2x'>",
    "mix-base-style": "<base href=//HOST/><style>body{background:url(x)}</style>",
    "mix-base-svg": "<base href=//HOST/><svg><image href=x width=9 height=9 /></svg>",
    "mix-base-srcdoc": "<base href=//HOST/><iframe srcdoc='<img src=x>'></iframe>",
    "mix-base-script": "<base href=//HOST/><script>new Image().src='x'</script>",
    "mix-base-form": "<base href=//HOST/><form action=x><button>x</button></form>",
    "mix-base-link": "<base href=//HOST/><a href=x>x</a>",
    "mix-base-preconnect": "<base href=https://HOST/><link rel=preconnect href=/>",
    "mix-noscript-base": "<noscript><base href=//HOST/></noscript><img src=x>",
    "state-meta-refresh-two": "<meta http-equiv=refresh content='1;url=//HOST/x'>",
    "state-preload-media": "<link rel=preload as=image media='(min-width: 1px)' href=//HOST/x>",
    "state-preload-type": "<link rel=preload as=image type=image/png href=//HOST/x>",
    "near-rel-nbsp": "<link rel='foo\u00a0stylesheet' href=//HOST/x>",
    "near-rel-file-separator": "<link rel='foo\x1cstylesheet' href=//HOST/x>",
    "near-preload-srcset-href": "<link rel=preload as=image href=//HOST2/x imagesrcset='//HOST/x 1x'>",
}  # fmt: skip

WHOLE: dict[str, str | bytes] = {
    "near-frameset-nul-late": "<p>x</p>&#0;<frameset><frame src=//HOST/x>",
    "near-frameset-late": "<p>x</p><frameset><frame src=//HOST/x>",
    "near-frameset-space": "<!doctype html> \n<frameset><frame src=//HOST/x>",
    "near-frameset-br": "<br><frameset><frame src=//HOST/x>",
    "near-frameset-hidden": "<input type=hidden><frameset><frame src=//HOST/x>",
    "near-frameset-nested": "<frameset><frameset><frame src=//HOST/x></frameset></frameset>",
    "near-frameset-nul-raw": "\0<frameset><frame src=//HOST/x>",
    "near-frameset-nul-hex": "&#x00;<frameset><frame src=//HOST/x>",
    "near-frameset-p": "<p><frameset><frame src=//HOST/x>",
    "near-frameset-template": "<template></template><frameset><frame src=//HOST/x>",
    "near-frameset-template-in": "<div><template></template><frameset><frame src=//HOST/x>",
    "near-frameset-svg-cdata": "<svg><![CDATA[\0]]></svg><frameset><frame src=//HOST/x>",
    "near-frame-only": "<frame src=//HOST/x>",
    "near-frame-in-body": "<body><p>x<frame src=//HOST/x>",
}  # fmt: skip

_LINKED = "<!doctype html><title>x</title><link rel=stylesheet href=a.css><p>x"

FILES: dict[str, dict[str, str | bytes]] = {
    "near-file-late-import": {"index.html": _LINKED, "a.css": "p{color:red}\n@import '//HOST/x';"},
    "near-file-imports": {
        "index.html": _LINKED,
        "a.css": "@import 'b.css';",
        "b.css": "@import url('sub/c.css') screen;",
        "sub/c.css": "p{background:url(//HOST/x)}",
    },
    "near-file-import-data": {"index.html": _LINKED, "a.css": "@import 'data:text/css,@import \"https://HOST/x\";';"},
    "near-xml-rss": {"a.xml": "<rss><channel><description>&lt;img src=\"https://HOST/x\"></description></channel></rss>"},
    "near-xslt-escaped": {
        "a.xml": "<?xml-stylesheet href='a.xsl' type='text/xsl'?><a>&lt;img src=\"https://HOST/x\"></a>",
        "a.xsl": "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output method='html'/>"
        "<xsl:template match='/'><html><body><xsl:value-of select='a' disable-output-escaping='yes'/></body></html></xsl:template>"
        "</xsl:stylesheet>",
    },
    "near-charset-utf-8": {
        "index.html": b"<!doctype html><title>x</title><script charset=iso-2022-jp src=a.js></script>",
        "a.js": b"'\x1b$B';new Image().src='//HOST/x';'\x1b(B'",
    },
    "state-html-upper": {"a.html": "<html xmlns='http://www.w3.org/1999/xhtml'><body><IMG src='//HOST/x'/></body></html>"},
    "state-html-shadow": {
        "a.html": "<html xmlns='http://www.w3.org/1999/xhtml'><body><div><template shadowrootmode='open'><iframe src='//HOST/x'/>"
        "</template></div></body></html>",
    },
}  # fmt: skip

HEADERS = {
    "near-anchor-fragment": {"Link": '<https://HOST/x>; rel=preload; as=script; anchor="#a"'},
    "near-anchor-empty": {"Link": '<https://HOST/x>; rel=preload; as=script; anchor=""'},
    "near-anchor-stylesheet": {"Link": '<https://HOST/x>; rel=stylesheet; anchor="/other"'},
    "near-anchor-bare": {"Link": "<https://HOST/x>; rel=preload; as=script; anchor=other"},
    "near-anchor-in-title": {"Link": '<https://HOST/x>; rel=preload; as=script; title="anchor=x"'},
    "near-header-manifest": {"Link": "<https://HOST/x>; rel=manifest"},
    "near-header-next": {"Link": "<https://HOST/x>; rel=next"},
    "near-header-dictionary": {"Link": "<https://HOST/x>; rel=compression-dictionary"},
    "near-header-dns": {"Link": "<https://HOST/x>; rel=dns-prefetch"},
    "near-header-preload-no-as": {"Link": "<https://HOST/x>; rel=preload"},
    "near-header-preload-as-bogus": {"Link": "<https://HOST/x>; rel=preload; as=bogus"},
    "near-header-preload-style": {"Link": '<https://HOST/x>; rel="preload stylesheet"'},
    "near-header-disabled": {"Link": "<https://HOST/x>; rel=stylesheet; disabled"},
    "near-header-alternate": {"Link": '<https://HOST/x>; rel="alternate stylesheet"; title=x'},
}

SERVED: dict[str, tuple[dict[str, str | bytes], dict[str, str]]] = {
    "near-speculation-header": (
        {"index.html": "<!doctype html><title>x</title>", "rules.json": '{"prefetch":[{"urls":["https://HOST/x"]}]}'},
        {"Speculation-Rules": '"/near-speculation-header/rules.json"'},
    ),
    "state-replacement-header": (
        {"index.html": b"<!doctype html><meta charset=iso-2022-kr><title>x</title><img src=//HOST/x>"},
        {"Content-Type": "text/html; charset=utf-8"},
    ),
    "state-hz-header": (
        {"index.html": b"<!doctype html><meta charset=hz-gb-2312><title>x</title><img src=//HOST/x>"},
        {"Content-Type": "text/html; charset=utf-8"},
    ),
}
"""Files, and the headers of the page among them."""
