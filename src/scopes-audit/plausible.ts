/** Whether an unknown word is of OAuth at all. Much else is called a scope: of variables, beans, packages, tables, events. */

/** Values of other things called scope: of Maven, Spring, HTML, editors, languages, Kubernetes. */
const ORDINARY = new Set(
  "test tests compile provided runtime system import singleton prototype request session application websocket transient scoped col row colgroup rowgroup global local module function block class method project package workspace machine resource window user organization org team namespaced cluster namespace public private protected internal file page app root default all none any self parent child".split(
    " ",
  ),
);

const OAUTH =
  /client_?-?id|grant_?-?type|redirect_?-?ur[il]|response_?-?type|oauth|openid|oidc|authoriz(?:e|ation)_?(?:url|uri|endpoint)|\/authorize|\/token|token_?endpoint|access_?token|code_challenge|passport/i;

/** Lines on either side in which something must say that this is about OAuth. */
const NEAR = 12;

/** Whether these words are what other scopes are called, and no scope of an API. */
export const isOrdinary = (words: readonly string[]): boolean =>
  words.every((word) => ORDINARY.has(word.toLowerCase()) || !/[a-z]/i.test(word));

export function isSurelyOAuth(source: string, at: number): boolean {
  let [from, to] = [at, at];
  for (let n = 0; n <= NEAR && from > 0; n++) from = source.lastIndexOf("\n", from - 1);
  for (let n = 0; n <= NEAR && to !== -1; n++) to = source.indexOf("\n", to + 1);
  return OAUTH.test(source.slice(Math.max(from, 0), to === -1 ? undefined : to));
}
