// Scripts that consent in the visitor's place: they press a button, or call a consent tool.

const BUTTON = "data-samtykke-do";
const YES = words("accept save always once");
const FOREIGN_BUTTON =
  /#onetrust-accept-btn-handler|#accept-recommended-btn-handler|#CybotCookiebotDialogBody(Level)?Button\w*(Allow|Accept)\w*|#didomi-notice-agree-button|#tarteaucitron(AllAllowed2?|Personalize2)\b|\.cc-allow\b|\.cmplz-accept\b|\.cky-btn-accept\b|\.cm-btn-accept(-all)?\b|\.osano-cm-accept(-all)?\b|\.iubenda-cs-accept-btn\b|#cookiescript_accept\b|\.orejime-(Button--save|Notice-saveButton)\b|\.t-acceptAllButton\b|\[data-cc=["']?accept-all/i;
const FOREIGN_CALL =
  /^(window\.)?(CookieConsent\.accept(Category|Service)|(OneTrust|Optanon)\.AllowAll|Cookiebot\.submitCustomConsent|tarteaucitron\.userInterface\.(respondAll|setConsent)|UC_UI\.accept(AllConsents|Service)|__ucCmp\.acceptAllConsents|Didomi\.setUserAgreeToAll|CookieFirst\.acceptAllCategories|CookieScript\.instance\.acceptAllAction|_iub\.cs\.(api\.)?(acceptAll|consentGiven)|klaro\.getManager\(.*\)\.(changeAll|updateConsent|saveAndApplyConsents)|performBannerAction|cmplz_(accept_all|set_consent)|Osano\.cm\.(storeConsent|acceptAll)|axeptio\w*\.acceptAll|orejime\.\w+\.acceptAll)$/i;
const NO = /^(false|denied|deny|reject\w*|none|0)$/i;

const consents = (how) => log("consents", how);
// A click that no visitor made.
const pressed = (state) => {
  for (let at = state, i = 0; at !== null && i < DEPTH; at = parentOf(at), i++) {
    filled(at);
    if (at.attributes[BUTTON] in YES) return consents("it clicks [" + BUTTON + "=" + at.attributes[BUTTON] + "]");
    const { id, class: classes } = at.attributes;
    const named_ = (id === undefined ? "" : "#" + id) + (classes === undefined ? "" : " ." + join(split(trim(classes), " "), " .")) + " " + at.step;
    const found_ = execute(FOREIGN_BUTTON, named_);
    if (found_ !== null) return consents("it clicks " + found_[0]);
  }
};
// A call of something that is not known: `path` says how it was come by.
called = (path, args) => {
  if (matches(/\.(click|trigger|triggerHandler)$/, path) && (args.length === 0 || args[0] === "click")) {
    const ours = execute(/data-samtykke-do["'=\\]*(accept|save|always|once)/, path);
    if (ours !== null) return consents("it clicks [" + BUTTON + "=" + ours[1] + "]");
    const foreign = execute(FOREIGN_BUTTON, path);
    if (foreign !== null) return consents("it clicks " + foreign[0]);
  }
  if (!matches(FOREIGN_CALL, path)) return;
  let refuses = args.length > 0;
  for (let i = 0; i < min(args.length, 10); i++) if (!matches(NO, typeof args[i] === "symbol" || isObject(args[i]) ? "" : text(args[i]))) refuses = false;
  if (!refuses) consents("it calls " + path);
};
