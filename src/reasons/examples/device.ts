/** The device authorization grant: polls with a device code, and the code that a user types. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, get, post } from "./messages.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const SESSION = "Cookie: candor-session-552e765f={session}";

/** demo-web asks whether its user has decided. */
const poll = (code: string, client = "demo-web"): string =>
  post("/token", { grant_type: GRANT, device_code: code }, basic(client));

export const device = {
  "device/code-unknown": {
    situation: "demo-web runs on a TV. It polls with the code that it shows to its user.",
    given: ["demo-web may use the device grant"],
    refused: poll("{user_code}"),
    correctedBy: "request",
    corrected: poll("{allowed device_code}"),
    change: "It polls with device_code.",
  },
  "device/of-other-client": {
    situation: "An app has two clients. It asks for codes as demo-web, and polls as demo-service.",
    given: ["demo-web may use the device grant", "demo-service may use the device grant"],
    refused: poll("{allowed device_code}", "demo-service"),
    correctedBy: "request",
    corrected: poll("{allowed device_code}"),
    change: "It polls as the client that asked.",
  },
  "device/already-used": {
    situation: "The TV has got its tokens. A second process of it goes on polling.",
    given: ["demo-web may use the device grant", "the device code was already used"],
    refused: poll("{allowed device_code}"),
    correctedBy: "request",
    corrected: poll("{another allowed device_code}"),
    change: "To start again, the TV asks for a new code.",
  },
  "device/expired": {
    situation: "The TV shows a code, and nobody looks at it.",
    given: ["demo-web may use the device grant", "more than ten minutes have passed since the device asked"],
    refused: poll("{device_code}"),
    correctedBy: "request",
    corrected: poll("{another allowed device_code}"),
    change: "The TV asks for a new code once its user is back.",
  },
  "device/denied": {
    situation: "Ada enters the code of a TV that isn't hers, notices it, and declines.",
    given: ["demo-web may use the device grant", "ada has declined on the other device"],
    refused: poll("{device_code}"),
    correctedBy: "person",
    corrected: poll("{another allowed device_code}"),
    change: "Nothing is wrong. If she allows it next time, the TV gets its tokens.",
  },
  "device/pending": sameRequest({
    situation: "The TV polls while Ada is still looking for her phone.",
    given: ["demo-web may use the device grant"],
    refused: poll("{device_code}"),
    correctedBy: "waiting",
    afterwards: ["ada has allowed it on the other device"],
    change: "The TV goes on polling every five seconds.",
  }),
  "device/polled-too-fast": sameRequest({
    situation: "The TV polls every second.",
    given: ["demo-web may use the device grant", "the device has just polled"],
    refused: poll("{device_code}"),
    correctedBy: "waiting",
    afterwards: ["ada has allowed it on the other device"],
    change: "The TV adds five seconds to its interval, and goes on.",
  }),
  "device/user-code-wrong": {
    situation: "Ada mistypes the code that her TV shows.",
    given: ["demo-web may use the device grant"],
    refused: get("/device?user_code=WDJB-MJHT", SESSION),
    correctedBy: "person",
    corrected: get("/device?user_code={user_code}", SESSION),
    change: "She compares the two, and types it again.",
  },
} satisfies Examples;
