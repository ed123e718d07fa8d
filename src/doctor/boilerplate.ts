/** Sentences of the RFCs that servers repeat. They list every possibility, and so say nothing. */
const BOILERPLATE: readonly RegExp[] = [
  /(?:the )?provided (?:authorization grant|access grant)[^\n]{0,120}is invalid, expired, revoked[^\n]{0,160}(?:another client|redirection uri[^\n.]{0,60})\.?/gi,
  /(?:the )?request is missing a (?:required )?parameter, includes an? [^\n]{0,260}?(?:otherwise malformed|more than once|malformed)\.?/gi,
  /(?:the )?client authentication failed[, ]*\(?(?:e\.g\.|such as|due to|for example)[^\n]{0,160}(?:unsupported (?:client )?authentication method|not included)\)?\.?/gi,
  /(?:the )?requested scopes? (?:is|are) invalid, unknown,? (?:or )?malformed(?:,? or exceeds? [^\n.]{0,60}(?:resource owner)?)?\.?/gi,
  /(?:the )?authorization grant type is not supported by the authorization server\.?/gi,
  /(?:the )?access token (?:provided )?(?:is )?expired, revoked, malformed,? (?:or )?[^\n]{0,40}other reasons?\.?/gi,
  /(?:the )?(?:authorization )?server encountered an unexpected condition[^\n]{0,60}fulfilling the request\.?/gi,
  /(?:the )?resource owner or (?:the )?authorization server denied the request\.?/gi,
  // Advice for everybody.
  /if you arrived at this error[^\n]{0,240}/gi,
  /(?:please )?(?:try )?(?:to )?clear(?:ing)? your (?:browser(?:'s)? |session )?(?:cache|cookies|cookies and cache|cache and cookies)\b[^\n.;]{0,80}/gi,
  // What MSAL calls its classes.
  /\b(?:Confidential|Public)ClientApplication\w*(?:\.\w+)*/g,
  /(?:the )?request requires higher privileges than provided by the access token\.?/gi,
];

/** What a server says of its own. */
export const withoutBoilerplate = (words: string): string =>
  BOILERPLATE.reduce((text, sentence) => text.replaceAll(sentence, "\n"), words);
