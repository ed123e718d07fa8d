/** Catalogue and registry fit together: every error that a reason ends in is a standard one, and every page is served. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reasonsAnswered } from "../../src/pages/standard.tsx";
import type { StandardError } from "../../src/reasons/define.ts";
import { codes, reasonOf, statusOf } from "../../src/reasons/index.ts";
import { standardError, standardErrors, statusesOf } from "../../src/standard/index.ts";
import { startWorld, type World } from "../blackbox/world.ts";

/** The type's members as values; one that is missing, or one too many, does not compile. */
const OF_THE_TYPE: Readonly<Record<StandardError, true>> = {
  invalid_request: true,
  authorization_pending: true,
  slow_down: true,
  expired_token: true,
  unknown_user_id: true,
  invalid_binding_message: true,
  invalid_client: true,
  invalid_grant: true,
  unauthorized_client: true,
  unsupported_grant_type: true,
  unsupported_response_type: true,
  invalid_scope: true,
  invalid_target: true,
  access_denied: true,
  server_error: true,
  temporarily_unavailable: true,
  invalid_token: true,
  insufficient_scope: true,
  login_required: true,
  unmet_authentication_requirements: true,
  consent_required: true,
  interaction_required: true,
  invalid_request_uri: true,
  invalid_request_object: true,
  request_not_supported: true,
  request_uri_not_supported: true,
  registration_not_supported: true,
  invalid_dpop_proof: true,
  use_dpop_nonce: true,
  invalid_redirect_uri: true,
  invalid_client_metadata: true,
  invalid_software_statement: true,
  invalid_authorization_details: true,
  invalid_grant_id: true,
  unapproved_software_statement: true,
  invalid_client_attestation: true,
  use_attestation_challenge: true,
  use_fresh_attestation: true,
};

describe("the catalogue's errors", () => {
  it.each(Object.keys(OF_THE_TYPE))("%s is in IANA's registry", (error) => {
    // Their specifications are final, and demand them.
    const alone = ["unmet_authentication_requirements", "unknown_user_id", "invalid_binding_message"];
    // Only of drafts that are off by default.
    const drafts = [
      ...["invalid_grant_id", "invalid_client_attestation"],
      ...["use_attestation_challenge", "use_fresh_attestation"],
    ];
    const standing = alone.includes(error) ? "defined" : drafts.includes(error) ? "draft" : "registered";
    expect(standardError(error)?.standing).toBe(standing);
  });

  it("are the errors of all reasons, each listed once by its error", () => {
    expect(standardErrors.flatMap(({ error }) => reasonsAnswered(error)).toSorted()).toEqual(codes.toSorted());
    expect(reasonsAnswered("insufficient_user_authentication")).toEqual([]);
  });

  it.each(["invalid_token", "insufficient_scope", "invalid_grant", "invalid_scope", "unsupported_grant_type"])(
    "%s gets a status that the registry has for it",
    (error) => {
      const reasons = reasonsAnswered(error);
      const statuses = standardError(error)?.usedAt.flatMap(statusesOf) ?? [];
      expect(reasons.length).toBeGreaterThan(0);
      for (const code of reasons)
        expect([code, statuses]).toEqual([code, expect.arrayContaining([statusOf(reasonOf(code))])]);
    },
  );
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

  it("there is a page for all codes, and one for each", async () => {
    const all = await get("/standard");
    expect([all.status, all.type]).toEqual([200, "text/html; charset=utf-8"]);
    for (const { error, title } of standardErrors) {
      expect(all.html).toContain(`/errors/standard/${error}"`);
      const one = await get(`/standard/${error}`);
      expect([error, one.status, one.html.includes(`<h1>${title}</h1>`)]).toEqual([error, 200, true]);
    }
  });

  it.each(["nonsense", "INVALID_GRANT", "constructor", "%22%3E%3Cscript%3E"])(
    "%s is returned as an unknown reason is",
    async (name) => {
      const [here, there] = [await get(`/standard/${name}`), await get(`/scope/${name}`)];
      expect([here.status, here.type]).toEqual([there.status, there.type]);
      expect(here.status).toBe(404);
      expect(here.html).not.toContain("<script");
    },
  );

  it("a reason's page leads to its standard error, and the catalogue to all of them", async () => {
    expect((await get("/scope/misspelled")).html).toContain('/errors/standard/invalid_scope"');
    expect((await get("")).html).toContain('/errors/standard"');
  });
});
