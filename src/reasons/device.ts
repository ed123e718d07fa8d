/** Faults of the device authorization grant (RFC 8628): of polls with a device code, and of the code that a user types. */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, developer, person, point, shown, supply } from "./fixes.ts";

const startAgain = (says: string): Fix => again(developer(says, supply("device-code")));

const START = "Send a new device authorization request, and show the user the new code.";

export const device = {
  "code-unknown": reason({
    title: "Unknown device code",
    error: "invalid_grant",
    cause:
      "This server never issued the device code, or the request behind it has ended and was deleted. The device may also send the user code, or a code of another kind, or a damaged one.",
    evidence: {
      issuedHere: field("flag", "issued by this server"),
      looks: optional("text", "what it looks like"),
    },
    says: (e) =>
      e.looks !== undefined
        ? `device_code is no device code: ${e.looks}. Send the device_code of the device authorization response unchanged.`
        : e.issuedHere
          ? "The device code isn't valid any more. Send a new device authorization request."
          : "The device code wasn't issued by this server. Check that /device_authorization and /token belong to the same issuer, and don't send the user code.",
    points: (e) => [
      point("device_code", e.looks ?? (e.issuedHere ? "not valid any more" : "not issued by this server")),
    ],
    fixes: () => [startAgain("Send a new device authorization request, and poll with its device_code unchanged.")],
    remedies: {
      developer: "Poll with device_code, never with user_code, at the issuer that has issued it.",
    },
    cites: [rfc(8628, "3.4"), rfc(6749, "5.2")],
  }),
  "of-other-client": reason({
    title: "The device code belongs to another client",
    error: "invalid_grant",
    cause: "The device code was issued to a different client_id than the one that polls with it.",
    evidence: {
      clientId: field("text", "client_id that polls"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The device code wasn't issued to client ${e.clientId}. Use the same client_id for both requests.`,
    points: () => [point("device_code", "issued to another client"), point("client_id")],
    fixes: (e) => [startAgain(`Send both requests with client_id=${shown(e.clientId)}.`)],
    remedies: { developer: "Use the same client_id in the device authorization request and in the token request." },
    cites: [rfc(8628, "3.4"), rfc(6749, "5.2")],
  }),
  "already-used": reason({
    title: "The device code was already used",
    error: "invalid_grant",
    cause:
      "A device code gives tokens once. The device goes on polling after it has got them, or two of its processes poll at the same time.",
    evidence: { age: field("seconds", "since it was used", "client") },
    says: (e) => `The tokens of this device code were issued ${e.age} s ago. Stop polling after the first success.`,
    points: (e) => [point("device_code", `used ${e.age} s ago`)],
    fixes: () => [
      startAgain("Stop polling after the first success. To start again, send a new device authorization request."),
    ],
    remedies: {
      developer: "Poll in one place, keep the tokens of the first success, and use the refresh token later.",
    },
    cites: [rfc(8628, "3.5"), rfc(6749, "5.2")],
  }),
  expired: reason({
    title: "The device code has expired",
    error: "expired_token",
    cause:
      "The user didn't enter the code in time. Nobody looked at the device any more, or the user couldn't find the page.",
    evidence: {
      age: field("seconds", "since it was issued"),
      lifetime: field("seconds", "within which the user must decide"),
    },
    says: (e) =>
      `The device code was issued ${e.age} s ago and was valid for ${e.lifetime} s. Stop polling, and start again when the user is there.`,
    points: (e) => [point("device_code", `issued ${e.age} s ago, valid for ${e.lifetime} s`)],
    fixes: () => [startAgain(START)],
    remedies: {
      developer: "Stop polling. Offer to start again, and wait until the user asks for it.",
      operator: "deviceCodeLifetime sets how long a device waits for its user.",
    },
    cites: [rfc(8628, "3.5")],
  }),
  denied: reason({
    title: "The user declined on the other device",
    error: "access_denied",
    cause: "The user entered the code and declined. This is a normal response, not a fault.",
    evidence: { clientId: field("text", "client_id") },
    says: () => "The user declined. Stop polling, and offer to start again.",
    points: () => [point("device_code", "declined by the user")],
    fixes: () => [
      again(person("Start again on the device, enter its new code, and select Allow.", supply("device-code"))),
    ],
    remedies: { developer: "Stop polling. Explain what doesn't work without access, and offer to start again." },
    cites: [rfc(8628, "3.5"), rfc(6749, "4.1.2.1")],
  }),
  pending: reason({
    title: "The user hasn't decided yet",
    error: "authorization_pending",
    cause:
      "The user hasn't entered the code yet, or is still signing in. This is the normal response until then, not a fault.",
    evidence: {
      interval: field("seconds", "to wait between two polls"),
      left: field("seconds", "until the device code expires"),
    },
    says: (e) => `The user hasn't decided yet. Ask again in ${e.interval} s, for up to ${e.left} s.`,
    points: (e) => [point("device_code", `waits for its user, for up to ${e.left} s`)],
    fixes: () => [person("Enter the code that the device shows, and select Allow.", supply("consent"))],
    remedies: { developer: "Go on polling: wait for the interval, then send the same request again." },
    cites: [rfc(8628, "3.5")],
  }),
  "polled-too-fast": reason({
    title: "The device polls too fast",
    error: "slow_down",
    cause:
      "The device asks again before its interval is over. It polls without a pause, from two processes, or keeps the old interval after slow_down.",
    evidence: {
      interval: field("seconds", "to wait from now on"),
      milliseconds: field("count", "milliseconds since the last poll"),
    },
    says: (e) =>
      `The last poll was ${e.milliseconds} ms ago. Wait ${e.interval} s between two polls from now on: slow_down adds 5 s for good.`,
    points: (e) => [point("device_code", `polled ${e.milliseconds} ms before`)],
    fixes: () => [
      developer(
        "Add 5 seconds to the interval at each slow_down, and wait for it before the next poll.",
        supply("consent"),
      ),
    ],
    remedies: {
      developer: "Read interval from the device authorization response, and add 5 seconds to it at each slow_down.",
    },
    cites: [rfc(8628, "3.5")],
  }),
  "user-code-wrong": reason({
    title: "No device waits for this code",
    error: "invalid_request",
    cause:
      "The code that the user typed has a mistake, has expired, or was already decided about. Codes have eight letters without vowels, and hyphens and spaces don't matter.",
    evidence: { because: field("text", "what is wrong: unknown, expired or decided") },
    says: (e) =>
      e.because === "expired"
        ? "The code has expired. Start again on the device, and enter its new code."
        : e.because === "decided"
          ? "The code was already used. Start again on the device if you need to."
          : "No device waits for this code. Compare it with the one on the device.",
    points: (e) => [point("user_code", e.because)],
    fixes: () => [person("Enter the code exactly as the device shows it now.", supply("device-code"))],
    remedies: {
      developer: "Show the user code in two parts, and ask for a new one before it expires.",
      person: "The code is on the screen of the device that you want to connect. It changes after some minutes.",
    },
    cites: [rfc(8628, "3.3"), rfc(8628, "6.1")],
  }),
} as const;
