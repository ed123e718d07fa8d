/** Request objects by reference (RFC 9101 5.2, OpenID Connect Core 6.2): objects that the check publishes, right ones and wrong ones. */
import { publisher, type Served, trap } from "../client-documents.ts";
import { all, broken, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { type Authorized, CannotTell, type Lab } from "../lab.ts";
import { isOwnHost } from "../own-hosts.ts";
import { probe } from "../probe.ts";
import { hasError, wasGranted, wasRefused } from "../redirect.ts";
import { byObject, type ObjectChanges, requestObject, tampered } from "../request-object.ts";

const REFUSALS = ["tampered", "client-id", "nested", "status", "malformed", "error-code", "special-use"] as const;

const OBJECT = { headers: { "content-type": "application/oauth-authz-req+jwt" } };

export const requestReferences = probe({
  does: "Publishes request objects, right and wrong, and sends authorization requests that refer to them.",
  needs: ["request objects by reference"],
  finds: ["works", ...REFUSALS],
  async run(lab) {
    // RFC 9126 2.1: what is pushed must not have request_uri.
    if ((await lab.manner(lab.client("web"))).isPushed)
      throw new CannotTell("The client's requests must be pushed, and those refer to nothing.");
    const at = await publisher(lab);
    /** With what is there instead of the object that belongs to the request. */
    const ask = (serve: (object: string) => Served, changes: ObjectChanges = {}): Promise<Authorized> => {
      const request = lab.authorizationRequest(lab.client("web"));
      const object = requestObject(lab, request, changes);
      return referring(
        lab,
        request,
        at.publish(() => () => ({ ...OBJECT, ...serve(object) })),
      );
    };
    try {
      const good = await ask((body) => ({ body }));
      const works = wasGranted(good);
      if (works.is !== "held")
        return { works, ...all(REFUSALS, unclear("A right object isn't accepted either.", good.last)) };
      const missing = await ask((body) => ({ status: 404, body }));
      return {
        works,
        tampered: wasRefused(await ask((object) => ({ body: tampered(object, { scope: "openid" }) }))),
        "client-id": wasRefused(await ask((body) => ({ body }), { claims: { client_id: "another-client" } })),
        nested: wasRefused(await ask((body) => ({ body }), { claims: { request_uri: "https://client.example/1" } })),
        status: wasRefused(missing),
        malformed: wasRefused(await ask(() => ({ body: "no-object" }))),
        "error-code": errorCode(missing),
        "special-use": await specialUse(lab),
      };
    } finally {
      await at.close();
    }
  },
});

/** What may be beside it is there, so that an error can be sent back. */
function referring(lab: Lab, request: ReturnType<Lab["authorizationRequest"]>, uri: string): Promise<Authorized> {
  const { state, redirectUri: redirect_uri } = request;
  return lab.visit(byObject(lab, request, undefined, { request_uri: uri, redirect_uri, state }));
}

function errorCode(authorized: Authorized): Finding {
  if (wasRefused(authorized).is !== "held") return notApplicable("It isn't refused.", authorized.last);
  if (authorized.landing.returned === undefined)
    return notApplicable("It is refused on a page, and no error comes back.", authorized.last);
  return hasError(authorized, "invalid_request_uri");
}

/** A URL that leads to the server's own machine, by an address that is nobody's. */
async function specialUse(lab: Lab): Promise<Finding> {
  const bait = await trap();
  try {
    const { last } = await referring(lab, lab.authorizationRequest(lab.client("web")), bait.url);
    if (bait.touched() > 0) return broken(`It connects to ${bait.url}.`, last);
    return isOwnHost(lab.target.issuer, new Set())
      ? held(`It doesn't connect to ${bait.url}.`, last)
      : unclear("Only of a server on this machine can be seen where it connects to.", last);
  } finally {
    await bait.close();
  }
}
