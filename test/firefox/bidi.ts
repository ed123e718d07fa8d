/** Firefox, driven by WebDriver BiDi (W3C): a message each way is a line of JSON over its own WebSocket, so that nothing is between. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Nothing but the test's own servers is asked for anything, and nobody is asked questions. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  // One process for all pages: another one for each site, and one more in advance, takes longer to start than a page to load.
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "extensions.update.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "fission.autostart": false,
  "media.gmp-manager.updateEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "signon.rememberSignons": false,
  "toolkit.telemetry.enabled": false,
};

type Parameters = Readonly<Record<string, unknown>>;
/** What the browser says, by names that each command has its own of. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Bidi {
  /** Sends a command; rejects with the browser's own words. */
  readonly send: (method: string, params?: Parameters) => Promise<Answer>;
  readonly on: (method: string, heard: (params: Answer) => void) => void;
  readonly close: () => Promise<void>;
}

function executable(): string {
  const known = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];
  const found = known.find((path) => path !== undefined && existsSync(path));
  if (found === undefined)
    throw new Error("Firefox is not installed (Debian: firefox-esr). Install it, or set FIREFOX.");
  return found;
}

/** Starts a Firefox with a profile of its own. */
export async function startFirefox(): Promise<Bidi> {
  const profile = mkdtempSync(join(tmpdir(), "candor-firefox-"));
  const set = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, "user.js"), set.join(""));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  // It keeps its caches where HOME says, which may not be writable.
  const env = { ...process.env, HOME: profile };
  const browser = spawn(executable(), args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((done) => browser.once("exit", () => done()));
  try {
    const socket = await connect(`${await listening(browser)}/session`);
    const bidi = speak(socket, async () => {
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    await bidi.send("session.new", { capabilities: {} });
    return bidi;
  } catch (error) {
    browser.kill("SIGKILL");
    throw error;
  }
}

/** Where the browser says that it listens. */
function listening(browser: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = "";
    browser.stderr?.on("data", (chunk) => {
      said += chunk;
      const [, url] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (url !== undefined) found(url);
    });
    browser.once("error", failed);
    browser.once("exit", (code) => failed(new Error(`Firefox ended with ${code}: ${said}`)));
  });
}

function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  return new Promise((open, failed) => {
    socket.onopen = () => open(socket);
    socket.onerror = () => failed(new Error(`No connection to ${url}`));
  });
}

function speak(socket: WebSocket, stop: () => Promise<void>): Bidi {
  const waiting = new Map<number, { done: (result: Answer) => void; failed: (error: Error) => void }>();
  const listeners: { readonly method: string; readonly heard: (params: Answer) => void }[] = [];
  let last = 0;
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.type === "event") {
      for (const { method, heard } of listeners) if (method === message.method) heard(message.params);
      return;
    }
    const sent = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "success") sent?.done(message.result);
    else sent?.failed(new Error(`${message.error}: ${message.message}`));
  };
  socket.onclose = () => {
    for (const { failed } of waiting.values()) failed(new Error("Firefox has closed the connection."));
  };
  return {
    send: (method, params = {}) =>
      new Promise((done, failed) => {
        waiting.set(++last, { done, failed });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    on: (method, heard) => listeners.push({ method, heard }),
    close: async () => {
      socket.close();
      await stop();
    },
  };
}
