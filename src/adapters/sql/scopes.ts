/** A list of scopes in one text column, in order, as RFC 6749 3.3 writes it. Scopes contain no space. */

export const joinScopes = (scopes: readonly string[]): string => scopes.join(" ");

export const splitScopes = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));
