// Scripts of a page as node has them: run one after the other in a world of their own, as a browser does.

"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createContext, runInContext } = require("node:vm");

const STATIC = join(__dirname, "..", "..", "edition", "outputs", "web", "static");

/** The global object after the scripts have run; `given` is what they find there. */
exports.run = (names, given = {}) => {
  const world = createContext(given);
  for (const name of names) runInContext(readFileSync(join(STATIC, name), "utf-8"), world, { filename: name });
  return world;
};
