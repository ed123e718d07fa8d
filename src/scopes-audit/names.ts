/** Which names in source code are of scopes that are asked for: `scope`, `OAUTH_SCOPES`, `setScopes`, `scope_list`. */

const words = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");

/** What may follow the word in a name. */
const KINDS = new Set(["str", "string", "list", "array", "set", "param", "parameter", "value", "values", "default"]);

/** Names of what checks or reports scopes and doesn't ask for any, and of other things that have scopes. */
const OTHERS =
  /^(?:has|have|is|check|verify|validate|require|requires|required|need|needs|missing|granted|allowed|get|supported|token|npm|package|variable|lexical|css|block|function|module|class|file|sentry|new|create|begin|start|enter|push|pop|make|use|service|memory|cache|lock|log|test)$/;

/** Whether a name is one of scopes that the application asks for. */
export function isScopeName(name: string): boolean {
  if (name.length > 100 || name.startsWith("$$")) return false;
  const found = words(name.replace(/\[\d*\]$/, ""));
  const at = found.findLastIndex((word) => word === "scope" || word === "scopes");
  if (at === -1 || !found.slice(at + 1).every((word) => KINDS.has(word))) return false;
  // `spring.security.oauth2.client.registration.shop.scope`: only what is beside the word says what it is of.
  const before = found[at - 1];
  return before === undefined || !OTHERS.test(before);
}

/** Calls that make a list, or one value, of their arguments. */
const COLLECTING =
  /^(?:of|new|add|from|asList|(?:mutable)?(?:list|set|array)Of|array|list|set|tuple|frozenset|Scope|vec|singleton(?:List)?|concat|join|joined|joinToString|implode|split|explode|encodeURIComponent|encodeURI|quote(?:_plus)?|rawurlencode|urlencode|encode|escape|QueryEscape|EscapeDataString|UrlEncode|uri_encode|freeze|Some|Enum)$/i;

export const collects = (callee: string): boolean => COLLECTING.test(callee);

/** Calls that look something up, and return their last argument if it isn't there. */
export const looksUp = (callee: string): boolean => /env|config|getOrDefault|fetch|^get$|setting|option/i.test(callee);

/** Calls that set a parameter: `append("scope", …)`, `SetAuthURLParam("scope", …)`, `new NameValuePair("scope", …)`. */
export const setsParameter = (callee: string): boolean =>
  /^(?:append|set|add|put|insert|with|query|field|form|push|tuple)$|Param|Pair|Field|Query|Extra|Option|Parameter|FormData|^add[A-Z]|^set[A-Z]|^append[A-Z]/i.test(
    callee,
  ) && !/^has|^get|^delete|^remove|exists/i.test(callee);
