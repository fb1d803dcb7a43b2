// The rules for the reader's scripts.  `NODE_PATH` leads to the packages.

"use strict";
const js = require("@eslint/js");
const globals = require("globals");

module.exports = [
  { ignores: ["**/minisearch.js"] }, // not ours
  js.configs.recommended,
  {
    files: ["edition/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "script", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Scripts of a page see the functions of its kit; the check of types knows every name, and which script has it.
      "no-undef": "off",
      // The functions of the kit are used by other scripts.
      "no-unused-vars": ["error", { vars: "local" }],
      "array-callback-return": ["error", { checkForEach: true }],
      curly: ["error", "multi-line"],
      "dot-notation": "error",
      eqeqeq: "error",
      "no-await-in-loop": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unneeded-ternary": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-useless-concat": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "prefer-template": "error",
      "require-await": "error",
      strict: ["error", "global"],
    },
  },
];
