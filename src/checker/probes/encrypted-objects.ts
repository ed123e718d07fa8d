/** Request objects that are signed, and then encrypted to the server (RFC 9101 6.1). */
import { encrypted, encryptingTo, withAnotherTag } from "../encrypting.ts";
import { all, either, unclear } from "../finding.ts";
import type { Authorized } from "../lab.ts";
import { probe } from "../probe.ts";
import { wasGranted, wasRefused } from "../redirect.ts";
import { byObject, requestObject, tampered } from "../request-object.ts";

const WRONG = ["signature", "integrity"] as const;

export const encryptedObjects = probe({
  does: "Sends authorization requests in encrypted objects, good ones and bad ones.",
  needs: ["request objects", "encrypted request objects", "JWKS"],
  finds: ["works", ...WRONG],
  async run(lab) {
    const client = lab.client("web");
    await lab.manner(client);
    const to = await encryptingTo(lab);
    const send = async (sealed: (object: string) => Promise<string>): Promise<Authorized> => {
      const request = lab.authorizationRequest(client);
      return lab.visit(byObject(lab, request, await sealed(requestObject(lab, request))));
    };
    const good = await send((object) => encrypted(object, to));
    const granted = wasGranted(good);
    if (granted.is !== "held")
      return { ...all(WRONG, unclear("A good one isn't accepted either.", good.last)), works: granted };
    return {
      works: either(
        good.landing.returned?.parameters.get("state") === good.state,
        "It gives a code, and its state comes back.",
        "It gives a code, and its state doesn't come back.",
        good.last,
      ),
      signature: wasRefused(await send((object) => encrypted(tampered(object, { scope: "openid" }), to))),
      integrity: wasRefused(await send(async (object) => withAnotherTag(await encrypted(object, to)))),
    };
  },
});
