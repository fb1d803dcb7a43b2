/* What the pop-ups add to the object `edition`, for the check of types. */

interface Edition {
  /** Set by the script that is fetched when a pointer first comes to what it shows. */
  previews?: { hear(event: Event): void; press(link: HTMLAnchorElement, byKey: boolean): void };
  /** Set by data that the build writes as a script; an edition with the text withheld has no words. */
  sentences?: { language: string; titles: Record<string, string>; words: Record<string, string> };
}
