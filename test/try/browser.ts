#!/usr/bin/env node
/** Stands in for the browser of the machine: signs in as `ops`, allows everything, and follows the redirect. */
import { senderOf } from "../../src/checker/sender.ts";
import { formSignIn } from "../../src/checker/sign-in/forms.ts";

const [, , url = ""] = process.argv;
const { send } = senderOf({ most: 50, rate: 1_000, timeout: 20_000, isOwn: () => true });
const user = { username: "ops", password: "one-two-three-four-five" };
const landing = await formSignIn(send, user).visit(url, new URL(url).searchParams.get("redirect_uri") ?? "");
if (landing.returned !== undefined) await fetch(landing.returned.url);
