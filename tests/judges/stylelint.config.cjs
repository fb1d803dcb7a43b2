// The rules for the style.  `NODE_PATH` leads to the packages.

"use strict";

module.exports = {
  extends: require.resolve("stylelint-config-standard"),
  reportNeedlessDisables: true,
  rules: {
    // Colors stand in edition/base/colors.yaml and nowhere else.
    "color-no-hex": true,
    // A rule is a line, and the lines of one theme stand together; an empty line parts themes.
    "at-rule-empty-line-before": null,
    "declaration-block-single-line-max-declarations": null,
    "rule-empty-line-before": null,
    // Themes follow one another as parts of a page do; a weaker selector below a stronger one is for other elements.
    "no-descending-specificity": null,
    // As scripts ask for it, and as browsers of 2022 read it.
    "media-feature-range-notation": "prefix",
    // 15.5 px are 0.96875rem.
    "number-max-precision": 5,
    // Safari reads these three by no other name.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-box-decoration-break", "-webkit-text-size-adjust", "-webkit-user-select"] }],
  },
};
