/** The measurement of the console and of the admin API leaves no route out, and asks for none that doesn't exist. */
import { expect, it } from "vitest";
import { LISTS, WHOLE } from "../../bench/console/lists.ts";
import { LEFT_OUT, PAGES } from "../../bench/console/paths.ts";
import type { Samples } from "../../bench/console/samples.ts";
import { OPERATIONS, REPRESENTATIONS } from "../../src/admin/all.ts";
import { matching, segmentsOf } from "../../src/http/console/matching.ts";
import { ROUTES } from "../../src/http/console/sections.ts";

const SAMPLES: Samples = {
  ...{ hot: "hot", usual: "usual", scope: "a.b", api: "https://api.example", user: "user-1", team: "team" },
  ...{ library: "passport", ref: "0123456789ab", network: "192.0.2.0/24", grant: "7", key: "kid", request: "r" },
  ...{ entry: 9, applications: ["m", "z"], scopes: ["m", "z"], grants: ["7", "1"] },
};

it("every page of the console is measured", () => {
  const routes = ROUTES.filter(({ method }) => method === "GET").map(({ path }) => path);
  expect([...Object.keys(PAGES), ...Object.keys(LEFT_OUT)].sort()).toEqual(routes.sort());
});

it.each(Object.entries(PAGES))("the paths of %s lead there", (route, pathsOf) => {
  for (const path of pathsOf(SAMPLES)) {
    const { match } = matching(ROUTES, "GET", segmentsOf(path.split("?")[0] ?? "") ?? []);
    expect(match?.route.path, path).toBe(route);
  }
});

it("every GET of the admin API is measured", () => {
  const registered = REPRESENTATIONS.flatMap(({ plural, single }) =>
    single === undefined ? [`/${plural}`, `/${plural}/{id}`] : [`/${plural}`],
  );
  const others = OPERATIONS.filter(({ method }) => method === "GET").map(({ path }) => path);
  expect([...Object.keys(LISTS), ...Object.keys(WHOLE)].sort()).toEqual([...registered, ...others].sort());
});
