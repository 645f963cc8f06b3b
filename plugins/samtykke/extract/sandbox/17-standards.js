// What both browsers have besides: who looks whether it is there goes on as in a browser, in both worlds.

// Interfaces and the like of which nothing more is known here than that they are there.
const INTERFACES = words(
  "AbstractRange Animation AnimationEffect AnimationTimeline Attr AudioNode AudioParam AudioWorkletNode BarProp BaseAudioContext CDATASection " +
    "CSSFontFaceRule CSSGroupingRule CSSImportRule CSSKeyframesRule CSSMediaRule CSSRule CSSRuleList CSSStyleDeclaration CSSStyleRule Cache CacheStorage " +
    "CanvasGradient CanvasPattern CanvasRenderingContext2D CharacterData Clipboard ClipboardItem Comment CompressionStream CountQueuingStrategy Crypto " +
    "CryptoKey CustomElementRegistry DOMImplementation DOMMatrix DOMMatrixReadOnly DOMPoint DOMPointReadOnly DOMQuad DOMRect DOMRectList DOMRectReadOnly " +
    "DOMStringList DOMStringMap DOMTokenList DataTransfer DataTransferItem DecompressionStream DocumentType FileList FileReader FontFaceSet Gamepad " +
    "Geolocation HTMLAllCollection HTMLOptionsCollection History ImageBitmap ImageData IntersectionObserverEntry KeyframeEffect Location LockManager " +
    "MediaCapabilities MediaDevices MediaError MediaList MediaQueryList MediaRecorder MediaSource MediaStream MediaStreamTrack MimeType MimeTypeArray " +
    "MutationRecord NamedNodeMap Navigator NodeIterator Notification OffscreenCanvas Path2D Performance PerformanceEntry PerformanceMark " +
    "PerformanceMeasure PerformanceNavigationTiming PerformanceResourceTiming PerformanceTiming PermissionStatus Permissions Plugin PluginArray " +
    "ProcessingInstruction PushManager RTCDataChannel RTCIceCandidate RTCSessionDescription ReadableStreamDefaultController ResizeObserverEntry " +
    "ResizeObserverSize Screen ScreenOrientation Selection ServiceWorker ServiceWorkerContainer ServiceWorkerRegistration SourceBuffer " +
    "SpeechSynthesis SpeechSynthesisUtterance StaticRange Storage StorageManager StyleSheet StyleSheetList SubtleCrypto TextMetrics TextTrack TimeRanges " +
    "TreeWalker UserActivation VTTCue ValidityState VisualViewport WebAssembly WebGL2RenderingContext WebGLRenderingContext WritableStreamDefaultWriter " +
    "XMLDocument XMLHttpRequestEventTarget XMLHttpRequestUpload XMLSerializer XPathEvaluator XPathExpression XPathResult XSLTProcessor " +
    "clientInformation createImageBitmap locationbar menubar personalbar scrollbars speechSynthesis statusbar toolbar",
);
const STANDARD_IN_NAVIGATOR = "clipboard credentials getGamepads locks mediaCapabilities mediaDevices mediaSession permissions registerProtocolHandler requestMediaKeySystemAccess userActivation wakeLock";
for (const name of split_(STANDARD_IN_NAVIGATOR)) NAVIGATOR[name] = unknown("navigator." + name);
// Visitors say where they are in one world, and do not in the other.
const whereabouts = (found_, failed_) => {
  const action = finds() ? found_ : failed_;
  if (typeof action === "function") schedule(action, undefined, [finds() ? unknown("position", true) : { code: 1, message: "denied" }], 10);
  return 1;
};
NAVIGATOR.geolocation = { getCurrentPosition: (...args) => void whereabouts(args[0], args[1]), watchPosition: whereabouts, clearWatch: nothing };

for (const name of split_("AnimationEvent BeforeUnloadEvent ClipboardEvent CloseEvent CompositionEvent DragEvent FormDataEvent HashChangeEvent MediaQueryListEvent PageTransitionEvent PromiseRejectionEvent SecurityPolicyViolationEvent SubmitEvent ToggleEvent TrackEvent TransitionEvent")) {
  WINDOW[name] = class extends Event {};
}
WINDOW.screenLeft = WINDOW.screenTop = 0;
WINDOW.moveBy = WINDOW.resizeBy = WINDOW.captureEvents = WINDOW.releaseEvents = nothing;
WINDOW.find = () => false;

// Numbers that scripts compare with; both the class and what it makes have them.
const number = (made, values) => {
  const names_ = keys(values);
  for (let i = 0; i < names_.length; i++) {
    const constant = { __proto__: null, value: values[names_[i]], enumerable: true };
    defineProperty(made, names_[i], constant);
    defineProperty(made.prototype, names_[i], constant);
  }
};
number(WINDOW.XMLHttpRequest, { __proto__: null, UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 });
number(WINDOW.WebSocket, { __proto__: null, CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
number(WINDOW.EventSource, { __proto__: null, CONNECTING: 0, OPEN: 1, CLOSED: 2 });
number(Event, { __proto__: null, NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });
number(Range, { __proto__: null, START_TO_START: 0, START_TO_END: 1, END_TO_END: 2, END_TO_START: 3 });
number(Node, {
  __proto__: null, DOCUMENT_POSITION_DISCONNECTED: 1, DOCUMENT_POSITION_PRECEDING: 2, DOCUMENT_POSITION_FOLLOWING: 4, DOCUMENT_POSITION_CONTAINS: 8,
  DOCUMENT_POSITION_CONTAINED_BY: 16, DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC: 32,
});

// Methods of elements and of the document, without which a script would end.
const more = (owner, names_, method) => {
  for (const name of split_(names_)) if (!(name in owner)) defineProperty(owner, name, { __proto__: null, value: method, writable: true, configurable: true });
};
more(Node.prototype, "requestFullscreen requestPointerLock", () => resolved(undefined));
more(Node.prototype, "scrollIntoViewIfNeeded computedStyleMap addTextTrack setRangeText", nothing);
more(Node.prototype, "checkVisibility checkValidity reportValidity", () => true);
more(Node.prototype, "hasPointerCapture", () => false);
more(Node.prototype, "getAnimations", () => []);
more(Node.prototype, "attachInternals", () => unknown("internals"));
more(Node.prototype, "webkitMatchesSelector", METHODS.matches);
more(Node.prototype, "getHTML", function getHTML() {
  return this.innerHTML;
});
more(doc, "elementsFromPoint getAnimations", () => []);
more(doc, "exitFullscreen exitPictureInPicture", () => resolved(undefined));
more(doc, "exitPointerLock", nothing);
more(doc, "queryCommandSupported queryCommandEnabled", () => true);
more(doc, "queryCommandState", () => false);
more(doc, "evaluate", () => unknown("xpath"));
doc.doctype = { name: "html", publicId: "", systemId: "", nodeType: 10, nodeName: "html" };
doc.fullscreenEnabled = doc.pictureInPictureEnabled = true;
doc.fullscreenElement = doc.pictureInPictureElement = doc.pointerLockElement = null;
