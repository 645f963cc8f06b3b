// `Intl`, which the engine lacks: what is formatted stays nearly what it was.

const LOCALE = "nb-NO";
const options_ = () => ({
  locale: LOCALE, timeZone: "Europe/Oslo", calendar: "gregory", numberingSystem: "latn", style: "decimal", type: "cardinal",
});
const formatter = (format, more) =>
  class {
    constructor() {
      const bound = format;
      defineProperty(this, "format", { __proto__: null, value: bound, configurable: true, writable: true });
    }
    formatToParts(value) {
      return [{ type: "literal", value: format(value) }];
    }
    formatRange(from, to) {
      return format(from) + "–" + format(to);
    }
    resolvedOptions() {
      return options_();
    }
    static supportedLocalesOf() {
      return [LOCALE];
    }
    static {
      if (more !== undefined) for (const name of keys(more)) defineProperty(this.prototype, name, { __proto__: null, value: more[name], configurable: true, writable: true });
    }
  };
const dateText = (value) => (value === undefined ? new NativeDate(wholeNow()) : new NativeDate(+value)).toString();
WINDOW.Intl = {
  DateTimeFormat: formatter(dateText),
  NumberFormat: formatter((value) => text(value)),
  RelativeTimeFormat: formatter((value, unit) => text(value) + " " + text(unit)),
  ListFormat: formatter((values) => flat(values, ", ")),
  PluralRules: formatter(() => "other", { select: (value) => (value === 1 ? "one" : "other") }),
  Collator: formatter(() => "", { compare: (one, other) => (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0) }),
  DisplayNames: formatter(() => "", { of: (code) => text(code) }),
  Segmenter: formatter(() => "", { segment: (value) => [{ segment: text(value), index: 0, input: text(value) }] }),
  Locale: class Locale {
    constructor(tag) {
      this.baseName = text(tag);
      this.language = slice(this.baseName, 0, 2);
    }
    toString() {
      return this.baseName;
    }
    maximize() {
      return this;
    }
    minimize() {
      return this;
    }
  },
  getCanonicalLocales: (tags) => (isArray(tags) ? tags : tags === undefined ? [] : [text(tags)]),
  supportedValuesOf: () => [],
};
// They may be called without `new`.
for (const name of ["DateTimeFormat", "NumberFormat", "Collator"]) {
  WINDOW.Intl[name] = new NativeProxy(WINDOW.Intl[name], { __proto__: null, apply: (target) => new target() });
}
