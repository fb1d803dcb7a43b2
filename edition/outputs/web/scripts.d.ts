/* What the reader's scripts tell one another by the object `edition`, for the check of types; nothing of it is sent.
   What a feature adds to it stands in the folder of the feature. */

interface Edition {
  /** The way from this page to the root of the site, with a slash at its end. */
  root: string;
  settings: Record<string, string>;
  set(name: string, value: string): void;
  reset(): void;

  /** Called with a name they read, with a value they write: for good, and until the window is closed. */
  stored(name: string, value?: unknown): any;
  session(name: string, value?: unknown): any;

  load(name: string, options?: { style?: boolean }): Promise<void>;
  byKey(event: MouseEvent): boolean;
  closable(close: () => void): () => void;
  say(words: string): void;

  /* Set with the first script where the edition is not in English: its words, and which form a number wants. */
  words?: Record<string, string | string[]>;
  form?(n: number): number;

  /* Set by scripts that are fetched when they are asked for. */
  search?(words?: string): void;
  panel?(button: HTMLElement): void;
  lost?(): Promise<void>;
  key?(key: string): void;
  finding?: Finding;

  /* Set by data that the build writes as scripts. */
  index?: SearchIndex;
  known?: Known;
  /** The kinds of note, which the reader may leave out one by one. */
  kinds?: string[];
}

/** What can be found: `title`, `names`, `gloss` and `words` are searched, the rest is shown. */
interface Found {
  id: number;
  group: "text" | "entries" | "notes" | "works" | "pages";
  href: string;
  words: string;
  [shown: string]: any;
}

interface Hit {
  record: Found;
  marked: Set<string>;
  named?: boolean;
  called?: boolean;
  quoted?: boolean;
  mention?: boolean;
  score?: number;
}

interface Finding {
  ready?: boolean;
  unit?: string;
  examples?: string[];
  WORD: RegExp;
  load(): Promise<void>;
  find(words: string): { hits: Hit[]; some?: boolean; near?: Map<string, { fuzzy: number; term: string }>; missing?: string; apart?: boolean; unpaged?: string };
  suggestions(words: string): string[];
  term(word: string): string;
  termsOf(words: string): string[];
  spelling(term: string): string | undefined;
}

type Name = string | [lang: string, name: string];

interface SearchIndex {
  unit: string;
  cited: string;
  examples: string[];
  units: Record<string, number>;
  pages: [address: string, title: string][];
  text: [address: string, words: string][];
  entries: [page: number, headword: string, type: string, gloss: string, names: Name[], words: string, at: string[]][];
  notes: [address: string, id: string, kind: string, label: string, lemma: string, words: string][];
  works: [page: number, id: string, words: string][];
  prose: [page: number, id: string, section: string, words: string][];
}

interface Known {
  units: Record<string, [page: string, last: number, name: string]>;
  pages: Record<string, string>;
  names: Record<string, string>;
  moved: Record<string, string>;
}

declare const edition: Edition;
declare class MiniSearch {
  constructor(options: object);
  addAll(records: Found[]): void;
  search(words: string, options?: object): { id: number; score: number; terms: string[] }[];
  autoSuggest(words: string, options?: object): { terms: string[] }[];
}
interface Window {
  edition: Edition;
}

/* Every element of our pages is one of HTML, and so is whatever a reader presses. */
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector(selectors: string): HTMLElement | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
}
interface Element {
  closest<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  closest(selectors: string): HTMLElement | null;
}
interface EventTarget {
  closest?(selectors: string): HTMLElement | null;
}
