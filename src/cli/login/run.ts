/** `candor login` and `candor logout`. Neither prints a token. */
import { visible } from "../../render/characters.ts";
import { EXIT } from "../exit.ts";
import { openInBrowser } from "../remote/browser.ts";
import { discover, type Server } from "../remote/discovery.ts";
import { ServerFault } from "../remote/fault.ts";
import { type KeptTokens, tokenFiles } from "../remote/kept-tokens.ts";
import { serverUrl } from "../remote/server-url.ts";
import { clientSecretOf, serverOf } from "../remote/session.ts";
import { adminScopes, signIn, signInAsClient } from "../remote/sign-in.ts";
import { revoke } from "../remote/token-endpoint.ts";
import { readSecret } from "../secret-input.ts";
import type { LoginOptions, LogoutOptions } from "./options.ts";

const say = (text: string): void => void process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`);

/** Signs in. The exit code is 2 if that doesn't work. */
export async function login(options: LoginOptions): Promise<void> {
  await inWords(async () => {
    const files = tokenFiles(process.env);
    const server = await discover(serverOf(options.server, process.env));
    const tokens = options.clientId === undefined ? await asUser(server, options) : await asClient(server, options);
    files.keep(tokens);
    files.makeDefault(server.issuer);
    say(`Signed in to ${server.issuer}${options.clientId === undefined ? "" : ` as ${options.clientId}`}.`);
    say(`Allowed: ${tokens.scope}`);
  });
}

function asUser(server: Server, { browser, readOnly = false, scope }: LoginOptions): Promise<KeptTokens> {
  return signIn(server, scope ?? adminScopes(readOnly), (url) => {
    say(browser ? "Sign in in your browser. If it doesn't open, go to:" : "To sign in, go to:");
    // The URL is the only thing that has to be copied whole.
    process.stderr.write(`${url}\n`);
    if (browser) openInBrowser(url, process.env);
  });
}

async function asClient(
  server: Server,
  { clientId = "", secretStdin, readOnly = false, scope = readOnly ? adminScopes(true) : undefined }: LoginOptions,
): Promise<KeptTokens> {
  const clientSecret = secretStdin === true ? await readSecret() : clientSecretOf(process.env);
  if (!clientSecret) throw new ServerFault("There is no secret. Set CANDOR_CLIENT_SECRET, or use --secret-stdin.");
  return signInAsClient(server, { clientId, clientSecret }, scope);
}

/** Signs out. What can't be revoked is deleted all the same. */
export async function logout({ server, all }: LogoutOptions): Promise<void> {
  await inWords(async () => {
    const files = tokenFiles(process.env);
    const named =
      all === true ? undefined : serverOf(server === undefined ? undefined : serverUrl(server), process.env);
    const held = files.all().filter((one) => named === undefined || one.server === named);
    if (held.length === 0) say(named === undefined ? "You aren't signed in." : `You aren't signed in to ${named}.`);
    for (const one of held) {
      const isEnded = await ended(one);
      files.forget(one.server);
      say(`Signed out of ${one.server}.`);
      if (!isEnded) say("The server didn't revoke the tokens. They end by themselves.");
    }
  });
}

async function ended({ server, clientId, accessToken, refreshToken }: KeptTokens): Promise<boolean> {
  try {
    const at = await discover(server);
    // Revoking a refresh token ends what was issued with it.
    if (refreshToken !== undefined) return await revoke(at, { clientId }, refreshToken);
    return await revoke(at, { clientId, clientSecret: clientSecretOf(process.env) }, accessToken);
  } catch (error) {
    if (!(error instanceof ServerFault)) throw error;
    return false;
  }
}

async function inWords(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ServerFault)) throw error;
    process.exitCode = EXIT.usage;
    say(error.message);
  }
}
