/** What an application reads from the address to which a person came back, and what it can log of it. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type Next, OAuthFailure } from "./index.ts";

const CANDOR = encodeURIComponent("https://id.example/errors/user/denied?ref=0123456789ab");

describe("a callback", () => {
  it.each<[callback: string, error: string | undefined, next?: Next]>([
    ["https://app.example/cb?error=access_denied&state=s", "access_denied", "stop"],
    ["https://app.example/cb#error=access_denied&state=s", "access_denied", "stop"],
    ["https://app.example/?error=login_required", "login_required", "sign-in"],
    ["https://app.example/?error=interaction_required", "interaction_required", "sign-in"],
    ["https://app.example/?error=consent_required", "consent_required", "sign-in"],
    ["https://app.example/?error=account_selection_required", "account_selection_required", "sign-in"],
    ["https://app.example/?error=temporarily_unavailable", "temporarily_unavailable", "retry"],
    ["https://app.example/?error=server_error", "server_error", "retry"],
    ["https://app.example/?error=invalid_scope", "invalid_scope", "fix"],
    ["https://app.example/?error=unsupported_response_type", "unsupported_response_type", "fix"],
    ["https://app.example/?error=request_uri_not_supported", "request_uri_not_supported", "fix"],
    ["https://app.example/?error=unmet_authentication_requirements", "unmet_authentication_requirements", "stop"],
    ["https://app.example/?error=redirect_uri_mismatch", "redirect_uri_mismatch", "fix"],
    ["https://app.example/?error=access_denied&error_reason=user_denied#_=_", "access_denied", "stop"],
    ["com.example.app:/cb?error=access_denied", "access_denied", "stop"],
    ["https://app.example/#/cb?error=access_denied", "access_denied", "stop"],
    ["https://app.example/#!/cb?error=access_denied", "access_denied", "stop"],
    ["https://app.example/#error=access_denied&error_description=Why?", "access_denied", "stop"],
    ["/cb?error=access_denied", "access_denied", "stop"],
    ["?error=access_denied", "access_denied", "stop"],
    ["#error=access_denied", "access_denied", "stop"],
    ["https://app.example/?error=invalid_scope#error=server_error", "invalid_scope", "fix"],
    ["https://app.example/?error=#error=server_error", "server_error", "retry"],
    ["https://app.example/?code=c&state=s", undefined],
    ["https://app.example/?error=", undefined],
    ["https://app.example/?error=%00%0A", undefined],
    ["https://app.example/error", undefined],
    ["", undefined],
    ["https://", undefined],
    ["//a:99999?error=x", undefined],
  ])("%s: %s", (callback, error, next) => {
    const failure = OAuthFailure.from(callback);
    expect(failure?.error).toBe(error);
    expect(failure?.next).toBe(next);
    expect(failure?.status).toBeUndefined();
  });

  it("is a URL, the location of a page, or what was posted", () => {
    const text = "https://app.example/cb?error=access_denied&state=s";
    for (const callback of [new URL(text), { href: text }, new URL(text).searchParams])
      expect(OAuthFailure.from(callback)).toMatchObject({ error: "access_denied", state: "s" });
  });

  it("of Candor has everything", () => {
    const url = `https://app.example/cb?error=access_denied&error_description=The+person+declined.&error_uri=${CANDOR}&state=a%00b%20&iss=https%3A%2F%2Fid.example`;
    const failure = OAuthFailure.from(url);
    expect(failure).toMatchObject({
      error: "access_denied",
      description: "The person declined.",
      uri: "https://id.example/errors/user/denied?ref=0123456789ab",
      reason: "user/denied",
      ref: "0123456789ab",
      iss: "https://id.example",
      next: "stop",
    });
    expect(failure?.state, "to be compared, so as it came").toBe("a\0b ");
  });
});

describe("what can be logged", () => {
  const failure = OAuthFailure.from(
    `/cb?error=access_denied&error_description=code+SECRET&error_uri=${CANDOR}&state=SECRET&iss=SECRET&code=SECRET`,
  );

  it("is one line", () => {
    expect(String(failure)).toBe("OAuthFailure: access_denied (user/denied, ref 0123456789ab): stop, the answer is no");
  });

  it("holds nothing that the server wrote freely, however it is printed", () => {
    for (const text of [String(failure), failure?.stack, failure?.message, JSON.stringify(failure), inspect(failure)])
      expect(text).not.toContain("SECRET");
    expect(JSON.parse(JSON.stringify(failure))).toEqual({
      next: "stop",
      error: "access_denied",
      reason: "user/denied",
      ref: "0123456789ab",
    });
  });

  it("cannot be forged", () => {
    const forged = OAuthFailure.from("/?error=x%0Alevel=info%20granted%0D%1b[31m%E2%80%AE%E2%80%A8%22");
    expect(forged?.error).toBe('x level=info granted [31m "');
    expect(String(forged)).toBe("OAuthFailure: x_level_info_granted_31m_: fix, the request or a setting is wrong");
  });

  it("says what happened where no OAuth is in it", async () => {
    expect(String(await OAuthFailure.from(new Response("", { status: 502 })))).toBe(
      "OAuthFailure: no OAuth error (status 502): retry, the same request may succeed later",
    );
  });

  it("says once more what a reused refresh token means", async () => {
    const error_uri = "https://id.example/errors/refresh-token/reused?ref=0123456789ab";
    const response = Response.json({ error: "invalid_grant", error_uri }, { status: 400 });
    expect(String(await OAuthFailure.from(response))).toBe(
      "OAuthFailure: invalid_grant (refresh-token/reused, ref 0123456789ab, status 400): sign-in, start a new authorization request; let one refresh be in flight at a time",
    );
  });

  it("is an Error to be thrown", () => {
    expect(() => {
      if (failure) throw failure;
    }).toThrow(OAuthFailure);
    expect(failure).toBeInstanceOf(Error);
    expect(failure?.name).toBe("OAuthFailure");
  });
});
