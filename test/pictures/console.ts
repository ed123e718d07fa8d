/** The console's first page in the demo world, as its operator sees it after the demo's week. */
import { compose } from "../../src/compose.ts";
import { checkConfig } from "../../src/configuration/check.ts";
import { seedRegistry } from "../../src/demo/registry.ts";
import { letWeekHappen } from "../../src/demo/week/happen.ts";
import { DEMO_ISSUER, demoSettings, seedDemo } from "../../src/demo/world.ts";
import { overview } from "../../src/http/console/overview.ts";
import type { Visit } from "../../src/http/console/section.ts";
import { navigation } from "../../src/http/console/sections.ts";
import { consolePage } from "../../src/pages/console/layout.tsx";
import { CONSOLE } from "../../src/protocol/built-in-clients.ts";
import { ADMIN_SCOPE_NAMES } from "../../src/protocol/scope/catalogue.ts";
import { callerAsUser } from "../../src/service/admin/caller.ts";
import { snapshot } from "../../src/service/deps.ts";

/** At `time`, in milliseconds. */
export async function picturedConsole(time: number): Promise<string> {
  const configuration = checkConfig(demoSettings({ logLevel: "silent" }), {}, "memory");
  const { shared, close } = await compose({ configuration, environment: {}, storage: "memory", clock: () => time });
  await seedDemo(shared);
  await seedRegistry(shared);
  await letWeekHappen(shared, { closing: false });
  const account = await shared.storage.people.find("demo-root");
  if (account === undefined) throw new Error("The demo has an operator.");
  const deps = snapshot(shared);
  const caller = await callerAsUser(deps, account, {
    clientId: CONSOLE,
    scopes: ADMIN_SCOPE_NAMES,
    address: undefined,
  });
  const frame = {
    ...{
      base: "",
      root: "/console",
      at: "",
      username: "root",
      role: caller.role,
      csrf: "",
      script: "",
      notice: undefined,
    },
    ...{ groups: navigation(caller), issuer: DEMO_ISSUER },
  };
  const [route] = overview.routes;
  const shown = await route?.handle({ deps, caller, account, frame } as unknown as Visit);
  await close();
  if (shown?.is !== "page") throw new Error("The overview is a page.");
  return consolePage(frame as Parameters<typeof consolePage>[0], shown.head, shown.body);
}
