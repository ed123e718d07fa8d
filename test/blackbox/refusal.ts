/** What every refusal must look like on the wire (RFC 6749 4.1.2.1, 5.2, RFC 9207; PRODUCT.md, "What goes over the wire"). */
import { expect } from "vitest";
import type { Answer } from "./application.ts";
import type { Page } from "./person.ts";

/** %x20-21 / %x23-5B / %x5D-7E */
const DESCRIPTION = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;
const ERROR_URI = /^(https?:\/\/[^?]+)\/errors\/([a-z-]+\/[a-z0-9-]+)\?ref=([0-9a-hjkmnp-tv-z]{12})$/;

const END = / \(ref ([0-9a-hjkmnp-tv-z]{12})\)$/;

/** What a description says before the reference that it ends with, which is that of its error_uri. */
function saidBefore(description: unknown, errorUri: unknown): string {
  const text = String(description);
  expect(END.exec(text)?.[1], text).toBe(ERROR_URI.exec(String(errorUri))?.[3]);
  return text.replace(END, "");
}

/** The code in an error_uri. */
export function codeIn(errorUri: unknown, issuer: string): string {
  const [, base, code = ""] = ERROR_URI.exec(String(errorUri)) ?? [];
  expect(base, `error_uri ${errorUri}`).toBe(issuer);
  return code;
}

/** Asserts a refusal in JSON, whole; returns its description without the reference. */
export function refused(answer: Answer, status: number, error: string, code: string): string {
  const { body, headers } = answer;
  expect({ status: answer.status, error: body.error, code: codeIn(body.error_uri, answer.issuer) }).toEqual({
    status,
    error,
    code,
  });
  expect(Object.keys(body).sort()).toEqual(["error", "error_description", "error_uri"]);
  expect(body.error_description).toMatch(DESCRIPTION);
  expect(headers.get("content-type")).toMatch(/^application\/json\b/);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("pragma")).toBe("no-cache");
  expect(headers.get("content-language")).toBe("en");
  const challenge = headers.get("www-authenticate");
  // Only a client that sent an Authorization header is challenged for its credentials (RFC 6749 5.2).
  if (status !== 401) expect(challenge?.startsWith("Basic") ?? false).toBe(false);
  else if (error !== "invalid_client")
    expect(challenge).toMatch(/^(Bearer|DPoP) (realm|error|scope|resource_metadata)="/);
  else if (challenge !== null) {
    const { error_description: says, error_uri: uri } = body;
    expect(challenge).toBe(
      `Basic realm="${answer.issuer}", charset="UTF-8", error="${error}", error_description="${says}", error_uri="${uri}"`,
    );
  }
  return saidBefore(body.error_description, body.error_uri);
}

/** Asserts a refusal by redirect, whole; returns its description without the reference. */
export function refusedTo(url: URL, issuer: string, error: string, code: string, state?: string): string {
  // Of a response with tokens, everything is in the fragment, errors too.
  const hasTokens = url.hash !== "";
  const sent = Object.fromEntries(hasTokens ? new URLSearchParams(url.hash.slice(1)) : url.searchParams);
  expect({ error: sent.error, code: codeIn(sent.error_uri, issuer) }).toEqual({ error, code });
  expect(sent).toEqual({
    error,
    error_description: expect.stringMatching(DESCRIPTION),
    error_uri: sent.error_uri,
    iss: issuer,
    ...(state !== undefined && { state }),
  });
  expect(hasTokens ? url.search : url.hash).toBe("");
  return saidBefore(sent.error_description, sent.error_uri);
}

/** Asserts a refusal on a page: never a redirect, with the code and a way to its explanation. */
export function refusedOn(page: Page, status: number, code: string): void {
  expect({ status: page.status, code: /<dd><code>([^<]*)<\/code>/.exec(page.html)?.[1] }).toEqual({ status, code });
  expect(page.headers.get("location")).toBeNull();
  expect(page.html).toContain(`/errors/${code}?ref=`);
  expect(page.title).toMatch(/^Error: /);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("cache-control")).toBe("no-store");
}
