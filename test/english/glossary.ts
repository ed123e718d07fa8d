/**
 * The glossary of the house: words that Candor does not use, and what it says instead. Only words that are wrong wherever they
 * appear are listed; `unless` names the places where one is the right word after all.
 */

export interface Entry {
  readonly not: RegExp;
  readonly but: string;
  /** Around the word, within the same text. */
  readonly unless?: RegExp;
}

export const GLOSSARY: readonly Entry[] = [
  { not: /\banswer(?:s|ed|ing)?\b/gi, but: "response; responds, returns" },
  {
    not: /\baddress(?:es|ed)?\b/gi,
    but: "URL",
    unless:
      /\b(?:IP|IPv[46]|IPv[46]-mapped|e-?mail|postal|street|network|loopback|source|remote|client|peer|private|public|local|link-local|listen(?:ing)?|bound|mapped|resolved|wildcard|any|host's|socket|server's own|requester's|reply) address(?:es)?\b|\bredirect address specified by|configured addresses|\baddress(?:es)? (?:claim|scope|family|object|bar|of (?:the )?(?:peer|socket|other end|requester))|\b(?:email|phone|profile|openid)[ ,/].{0,40}\baddress\b|\baddress\b.{0,20}\b(?:phone|email)\b/i,
  },
  { not: /\b(?:person|people)\b/gi, but: "user; “you” on pages" },
  { not: /\bpersons?'s?\b/gi, but: "user's" },
  { not: /\bmakers?\b/gi, but: "developer" },
  {
    not: /\b(?:is|are|was|were|not|never|be|only|isn't|aren't) taken\b(?! (?:from|into|by|to|over|up|out|back|away|for|care|together|down|apart|off|on|in|as))/gi,
    but: "accepted",
  },
  {
    not: /\btakes? (?:no|only|any|either|both) (?:value|method|parameter|scope|secret|token|header|body|query)s?\b/gi,
    but: "accepts",
  },
  { not: /\bspoken here\b/gi, but: "supported" },
  { not: /\b(?:is|are|was|were|not|be|being|isn't|aren't) offered\b/gi, but: "supported" },
  { not: /\b(?:un)?ticked\b/gi, but: "allowed; “selected” of the box itself" },
  { not: /\b(?:is|are|was|were|be|been|being|isn't|aren't|not|never) told\b(?! apart)/gi, but: "shown, sees" },
  {
    not: /\bstands?\b(?! (?:for|in for|by|alone|out|up|still|down|behind|back)\b)/gi,
    but: "is, appears",
    unless: /\b(?:news|taxi|band) stand\b/i,
  },
  { not: /\banew\b/gi, but: "again, restarts" },
  { not: /\bwhence\b/gi, but: "where … from" },
  { not: /\bbesides\b/gi, but: "also" },
  { not: /\blest\b/gi, but: "so that … not" },
  { not: /\bone's own\b/gi, but: "your" },
  { not: /\bof late\b/gi, but: "recently" },
  { not: /\bgood (?:once|for once)\b|\bonce and for\b/gi, but: "single-use; “can be used once”" },
  { not: /\butter(?:s|ed|ing)?\b/gi, but: "return" },
  { not: /\bnobody knows\b/gi, but: "unknown" },
  { not: /\bput right\b|\bputs? it right\b/gi, but: "fix" },
  { not: /\btell it by\b/gi, but: "to confirm" },
  { not: /\bto be surer\b/gi, but: "to narrow it down" },
  { not: /\bwhat you know besides\b/gi, but: "add context (optional)" },
  { not: /\b(?:what|that|which|who) (?:is|are) no\b/gi, but: "isn't a" },
  { not: /\bthat which\b/gi, but: "what" },
  {
    not: /\b(?:thereof|therein|thereby|hereby|heretofore|hitherto|thence|hence|thrice|amongst|whilst)\b/gi,
    but: "an everyday word",
  },
  { not: /\bdo(?:es)? not come to\b|\bnever c[ao]me to\b/gi, but: "did not" },
  {
    not: /\b(?:behaviour|colour|favour|honour|neighbour|centre|catalogued|organis|recognis|authoris|normalis|summaris|serialis|initialis|optimis|minimis|licence\b|labelled|cancelled|travelled)\w*/gi,
    but: "American spelling",
    unless: /summarise\(|colours?:|user (?:has )?cancelled|has been cancelled/i,
  },
];

export interface Found {
  readonly word: string;
  readonly but: string;
  readonly around: string;
}

/** What of a text is not in the house's words. */
export function unidiomatic(text: string): readonly Found[] {
  return GLOSSARY.flatMap(({ not, but, unless }) =>
    [...text.matchAll(not)].flatMap(({ 0: word, index }) => {
      const around = text.slice(Math.max(0, index - 60), index + word.length + 40);
      return unless?.test(around) === true ? [] : [{ word, but, around: around.replace(/\s+/g, " ").trim() }];
    }),
  );
}
