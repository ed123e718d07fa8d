/** The causes that only other servers have: complete, sound, and served. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CauseCode, causeCodes, causeOf, isCause } from "../../src/reasons/causes.ts";
import { elsewhere } from "../../src/reasons/elsewhere.ts";
import { codes, isCode } from "../../src/reasons/index.ts";
import { standardError } from "../../src/standard/index.ts";
import { startWorld, type World } from "../blackbox/world.ts";

/** The vocabulary that `explain` is measured by, family by family. */
const VOCABULARY: Readonly<Record<string, string>> = {
  scope:
    "unknown misspelled wrong-delimiter malformed wrong-case prefix-missing deprecated not-allowed-for-client exceeds-grant missing needs-admin-consent mixes-resources",
  code: "expired already-used unknown corrupted of-other-client redirect-uri-mismatch",
  pkce: "verifier-missing verifier-mismatch required method-unsupported challenge-malformed",
  "refresh-token": "expired revoked reused unknown of-other-client not-issued",
  grant: "revoked-by-user password-changed token-limit-exceeded app-in-testing-mode session-ended",
  client:
    "unknown disabled type-mismatch grant-type-not-allowed response-type-not-allowed address-not-allowed origin-not-allowed",
  "client-auth":
    "secret-wrong secret-expired secret-absent secret-encoding method-mismatch repeated assertion-invalid assertion-wrong-audience",
  "redirect-uri":
    "unregistered trailing-slash scheme-mismatch port-mismatch host-mismatch wrong-case encoding malformed not-allowed",
  request:
    "parameter-absent parameter-repeated parameter-rejected parameter-misplaced wrong-content-type wrong-method wrong-endpoint wrong-environment grant-type-unsupported response-type-unsupported response-mode-unsupported object-invalid nonce-missing nonce-mismatch state-mismatch",
  assertion: "signature-invalid expired wrong-audience subject-not-delegated subject-not-trusted",
  time: "clock-skew",
  user: "denied login-required consent-required interaction-required mfa-required policy-blocked not-assigned not-in-tenant credentials-wrong account-not-ready",
  transport: "insecure unreachable certificate-problem cors-blocked cookies-blocked",
  token: "expired signature-invalid algorithm-mismatch wrong-audience wrong-issuer malformed absent insufficient-scope",
  resource: "unknown mismatch",
  registration: "not-allowed metadata-invalid",
  dpop: "proof-invalid nonce-required",
  discovery: "issuer-mismatch",
  server: "rate-limited fault",
};

const vocabulary = Object.entries(VOCABULARY).flatMap(([family, slugs]) =>
  slugs.split(" ").map((slug) => `${family}/${slug}`),
);

describe("the vocabulary", () => {
  it.each(vocabulary)("%s is a cause", (code) => expect(isCause(code)).toBe(true));

  it("is the source of the causes of other servers", () => {
    expect(Object.keys(elsewhere).filter((code) => !vocabulary.includes(code))).toEqual([]);
  });
});

describe("the causes", () => {
  it("are one thing each: what Candor refuses for is not elsewhere as well", () => {
    expect(Object.keys(elsewhere).filter(isCode)).toEqual([]);
    expect(new Set(causeCodes).size).toBe(causeCodes.length);
    const titles = causeCodes.map((code) => causeOf(code).title);
    expect(titles.filter((title, n) => titles.indexOf(title) !== n)).toEqual([]);
  });

  it("are found by their code, and nothing else is", () => {
    for (const other of ["", "/", "dpop", "dpop/", "constructor", "__proto__", "toString", "DPOP/PROOF-INVALID"])
      expect(isCause(other)).toBe(false);
  });
});

describe.each(Object.keys(elsewhere) as CauseCode[])("%s", (code) => {
  const { title, cause, developer, operator, errors, cites, related, here } = causeOf(code);

  it("has a title, a cause and something to do", () => {
    expect(here).toBe(false);
    expect(title).not.toMatch(/[.!?]$/);
    expect(title.length).toBeLessThanOrEqual(70);
    for (const text of [cause, developer, ...(operator === undefined ? [] : [operator])]) expect(text).toMatch(/\.$/);
    expect(cause.length).toBeGreaterThan(80);
    expect(cause.split(/\.\s/).length).toBeLessThanOrEqual(3);
    expect(developer.length).toBeGreaterThan(40);
  });

  it("is returned as standard errors, and rests on specifications", () => {
    expect(errors.filter((error) => standardError(error) === undefined)).toEqual([]);
    expect(new Set(errors).size).toBe(errors.length);
    expect(cites.length).toBeGreaterThan(0);
    for (const { url } of cites) expect(url).toMatch(/^https:\/\/(www\.rfc-editor\.org|openid\.net)\//);
  });

  it("refers to other causes", () => {
    expect(related.length).toBeGreaterThan(0);
    expect(related.filter((other) => !isCause(other) || other === code)).toEqual([]);
    expect(new Set(related).size).toBe(related.length);
  });
});

describe("over HTTP", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  const get = async (path: string) => {
    const response = await fetch(`${world.issuer}/errors${path}`);
    return { status: response.status, type: response.headers.get("content-type"), html: await response.text() };
  };

  it("each has its page, and each family", async () => {
    for (const code of Object.keys(elsewhere)) {
      const { status, type, html } = await get(`/${code}`);
      expect([code, status, type]).toEqual([code, 200, "text/html; charset=utf-8"]);
      expect(html).toContain(`<code>${code}</code> <span class="tag">elsewhere</span>`);
      expect(html).toContain("Candor itself never refuses for this");
      expect((await get(`/${code.split("/")[0]}`)).html).toContain(`/errors/${code}"`);
    }
    expect((await get(`/scope/prefix-missing?ref=25kpgjw2dde2`)).status).toBe(200);
  });

  it("they are in the catalogue, in its search and under their standard error", async () => {
    const all = (await get("")).html;
    for (const code of causeCodes) expect(all).toContain(`/errors/${code}"`);
    const text = all.replaceAll(/<[^>]+>/g, "").replaceAll(/\s+/g, " ");
    expect(text).toContain(
      `Here are all ${codes.length} causes, by topic, and ${causeCodes.length - codes.length} more that only other servers have, marked elsewhere.`,
    );
    expect((await get("?q=discovery%2Fissuer-mismatch")).html).toContain('/errors/discovery/issuer-mismatch"');
    const standard = (await get("/standard/invalid_dpop_proof")).html;
    expect(standard).toContain("Causes elsewhere");
    expect(standard).toContain('/errors/dpop/proof-invalid"');
  });

  it.each(["/dpop/nonsense", "/nonsense", "/constructor", "/__proto__/x", "/time/%22%3E%3Cscript%3E"])(
    "%s is not there",
    async (path) => {
      const { status, html } = await get(path);
      expect(status).toBe(404);
      expect(html).not.toContain("<script");
    },
  );
});
