/** The page on which a user lets a device in (RFC 8628 3.3). Without JavaScript, and only for a user who is signed in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { deviceCodePage, deviceConsentPage, deviceDonePage } from "../../pages/device.tsx";
import { pageHeaders } from "../../pages/security-headers.ts";
import { refusalOn } from "../../protocol/decision.ts";
import { type DeviceOccasion, deviceDecision } from "../../protocol/device/page.ts";
import { shownUserCode, typedUserCode } from "../../protocol/device/user-code.ts";
import { PATHS } from "../../protocol/metadata.ts";
import { isRefusal } from "../../reasons/index.ts";
import { decideDevice, findDevice, scopesFor, type Waiting } from "../../service/device/page.ts";
import { refusedOn } from "../../service/refused.ts";
import type { SignedIn } from "../../service/sessions.ts";
import { appOf, brandFor } from "../brand.ts";
import { logDecision } from "../decisions.ts";
import { ownForm, SHOWN_AGAIN, seeOther, staleForm } from "../forms.ts";
import { addressOf, queryOf } from "../requests.ts";
import type { Visited } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import { askedOf } from "./asked.ts";
import type { People } from "./people.ts";

const ABOUT = "device";
/** The most characters of what was typed that are shown again. */
const SHOWN = 32;

const shownAs = (text: string): string => {
  const code = typedUserCode(text);
  return code === undefined ? text.slice(0, SHOWN) : shownUserCode(code);
};

export function deviceMethods(people: People): Visited {
  const { shared, wire, browser, base } = people;

  const occasion = (more: Partial<DeviceOccasion>): DeviceOccasion => ({
    decision: "device",
    now: shared.clock(),
    ...more,
  });

  function refused(more: Partial<DeviceOccasion>) {
    const on = occasion(more);
    return refusedOn(refusalOn(deviceDecision, on), on);
  }

  async function askForCode(
    request: FastifyRequest,
    reply: FastifyReply,
    typed?: string,
    more?: Partial<DeviceOccasion>,
  ) {
    const refusal = more && (await wire.inline(reply, refused(more), ABOUT));
    const brand = brandFor(shared, request);
    return reply.headers(pageHeaders({ forms: "self" })).send(deviceCodePage({ base, brand, typed, refusal }));
  }

  async function ask(
    request: FastifyRequest,
    reply: FastifyReply,
    waiting: Waiting,
    signedIn: SignedIn,
    text: string,
    notice?: typeof SHOWN_AGAIN,
  ) {
    const { client } = waiting;
    const { catalogue, settings } = depsOf(shared, request).registry;
    const languages = request.headers["accept-language"];
    const { askedDetails } = await import("./asked-details.ts");
    const userCode = shownAs(text);
    return reply.headers(pageHeaders({ forms: "self" })).send(
      deviceConsentPage({
        ...{ base, brand: brandFor(shared, request, client), userCode, notice },
        csrf: browser.formToken(request, reply, signedIn, ABOUT + userCode),
        app: appOf(base, client),
        username: signedIn.account.username,
        groups: askedOf(catalogue, scopesFor(waiting, signedIn), [], shared.clock(), languages),
        details: askedDetails(settings.authorizationDetailsTypes, waiting.request.details ?? [], languages),
      }),
    );
  }

  /** The question about the device with this code, or why there is none. */
  async function look(request: FastifyRequest, reply: FastifyReply, text: string, notice?: typeof SHOWN_AGAIN) {
    const signedIn = await browser.session(request);
    if (signedIn === undefined)
      return people.askToSignIn(request, reply, undefined, { reference: undefined, userCode: shownAs(text) });
    const found = await findDevice(depsOf(shared, request), text, signedIn, addressOf(request));
    return "entered" in found
      ? askForCode(request, reply, text.slice(0, SHOWN), { entered: found.entered })
      : ask(request, reply, found.waiting, signedIn, text, notice);
  }

  async function judge(request: FastifyRequest, reply: FastifyReply) {
    const signedIn = await browser.session(request);
    const form = ownForm(
      request,
      ({ values }) =>
        browser.faultOf(request, values.get("csrf"), signedIn, ABOUT + (values.get("user_code") ?? "")) ??
        (signedIn === undefined ? { is: "stale" } : undefined),
      (own) => occasion(own),
    );
    if (isRefusal(form) || signedIn === undefined) {
      if (!isRefusal(form)) return seeOther(reply, shared.issuer + PATHS.device);
      const stale = staleForm(browser, request, form);
      if (stale === undefined) return wire.page(reply, form, ABOUT);
      await wire.noted(reply, form, ABOUT);
      return look(request, reply, stale.values.get("user_code") ?? "", SHOWN_AGAIN);
    }
    const text = form.values.get("user_code") ?? "";
    const answer = form.values.get("answer");
    if (answer !== "allow" && answer !== "deny")
      return wire.page(reply, refused({ form, ours: true, answered: false }), ABOUT);
    const deps = depsOf(shared, request);
    const found = await findDevice(deps, text, signedIn, addressOf(request));
    if ("entered" in found) return askForCode(request, reply, undefined, { entered: found.entered });
    const { client } = found.waiting;
    if (!(await decideDevice(deps, found.waiting, signedIn, answer)))
      return askForCode(request, reply, undefined, { entered: { is: "wrong", because: "decided" } });
    const allowed = answer === "allow";
    const fields = { endpoint: ABOUT, client: client.id, subject: signedIn.account.subject };
    logDecision(shared, reply, allowed ? "consented" : "declined", fields, 200);
    const brand = brandFor(shared, request, client);
    return reply.headers(pageHeaders()).send(deviceDonePage({ base, brand, allowed, name: client.name }));
  }

  return {
    VISIT: (request, reply) => {
      const text = new URLSearchParams(queryOf(request.raw as { url: string })).get("user_code")?.trim() ?? "";
      return text === "" ? askForCode(request, reply) : look(request, reply, text);
    },
    POST: judge,
  };
}
