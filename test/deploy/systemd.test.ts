/** The unit of systemd: what systemd itself finds in it, and what the server tells it. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { place, SECRET } from "../operation/run.ts";

const folder = mkdtempSync(join(tmpdir(), "candor-systemd-"));
afterAll(() => rmSync(folder, { recursive: true }));
const text = readFileSync(resolve(import.meta.dirname, "../../deploy/systemd/candor.service"), "utf8");

/** systemd-analyze also looks whether the program is there. */
const unit = join(folder, "candor.service");
writeFileSync(unit, text.replace("/usr/bin/node", "/bin/true"));
const analyze = (...args: readonly string[]) => spawnSync("systemd-analyze", args, { encoding: "utf8" });

describe.skipIf(analyze("--version").status !== 0)("the unit", () => {
  it("has no fault", () => {
    const { status, stderr } = analyze("verify", "--man=no", unit);
    expect([stderr, status]).toEqual(["", 0]);
  });

  it("leaves little that an attacker in the server could do", () => {
    // In tenths: 2.0 of 10. Without all of it, a service has 9.6.
    const { status, stdout } = analyze("security", "--offline=true", "--no-pager", "--threshold=20", unit);
    expect(stdout).toMatch(/Overall exposure level for candor\.service: [01]\.\d/);
    expect(status).toBe(0);
  });
});

/** Prints each datagram that a Unix socket receives, as systemd would. */
const RECEIVE = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("listening", flush=True)
while True: print(s.recv(4096).decode(), flush=True)`;

const hasAll = ["python3", "systemd-notify"].every((name) => spawnSync(name, ["--version"]).status === 0);
describe.skipIf(!hasAll)("systemd learns", () => {
  it("that the server serves, and again and again that it is alive", async ({ onTestFinished }) => {
    const socket = join(folder, "notify");
    const systemd = spawn("python3", ["-c", RECEIVE, socket], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void systemd.kill());
    let said = "";
    const says = (wanted: string): Promise<void> =>
      new Promise((done) => {
        const look = (): void => {
          if (said.includes(wanted)) done();
        };
        systemd.stdout.on("data", look);
        look();
      });
    systemd.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await says("listening");
    const at = await place();
    onTestFinished(() => at.leave());
    const running = await at.serve({ SHOP_SECRET: SECRET, NOTIFY_SOCKET: socket, WATCHDOG_USEC: "400000" });
    await says("READY=1");
    await says("WATCHDOG=1");
    expect(await running.stop()).toBe(0);
  });
});
