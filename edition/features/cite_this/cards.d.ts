/* What the cards add to the object `edition`, for the check of types. */

interface Edition {
  /** Set by the script that is fetched with the first card. */
  card?: { open(number: HTMLAnchorElement, byKey: boolean): Promise<void>; consider(): void };
  /** Set by data that the build writes as a script, one for each page. */
  cited?: Cited;
}

/** A form is the text of a format of data, or pairs of a way to cite and HTML. */
interface Cited {
  url: string;
  prefix: string;
  pdf: string;
  pages: Record<string, number>;
  forms: Record<"linked" | "bare", Record<string, any>>;
}
