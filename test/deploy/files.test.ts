/** compose and Kubernetes: what they start is what the image and the server have, and nothing has more rights than it needs. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { checkConfig } from "../../src/configuration/check.ts";
import { withSecretFiles } from "../../src/configuration/secret-files.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DEPLOY = join(ROOT, "deploy");
const text = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const containerfile = text("Containerfile");

/** The longest time from SIGTERM to the end, in seconds: `shutdownDelay`, and for requests in progress. */
const LONGEST = (shutdownDelay: number): number => shutdownDelay + 20;

describe("the Containerfile", () => {
  it("copies what is there, and ends as a user without rights, at a number", () => {
    const own = [...containerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = ""]) =>
      files.split(" "),
    );
    expect(own.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(own.length).toBeGreaterThan(1);
    expect(containerfile.match(/^USER .+$/gm)).toEqual(["USER 10001:10001"]);
    expect(text(".dockerignore")).toBe(text(".containerignore"));
    for (const ignored of ["node_modules", "data", ".git"])
      expect(text(".containerignore").split("\n")).toContain(ignored);
  });
});

describe.each(["compose", "kubernetes"])("the configuration of %s", (name) => {
  it("can be served: on every interface, behind a proxy, with its secrets in files", () => {
    const config = JSON.parse(text(`deploy/${name}/candor.config.json`));
    const checked = checkConfig(config, {}, "postgres");
    expect([checked.host, checked.port, checked.data]).toEqual(["0.0.0.0", 9400, "/data"]);
    expect(checked.trustedProxy.length).toBeGreaterThan(0);
  });
});

it("compose starts it read-only, without capabilities, with secrets from files", () => {
  const { services, secrets } = parse(text("deploy/compose/compose.yaml"));
  const { candor, database } = services;
  expect(candor).toMatchObject({ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
  expect(Number.parseInt(candor.stop_grace_period, 10)).toBeGreaterThan(LONGEST(5));
  expect(existsSync(join(DEPLOY, "compose", candor.build.context, candor.build.dockerfile))).toBe(true);
  const named = [...candor.secrets, ...database.secrets];
  expect(named.filter((one: string) => secrets[one] === undefined)).toEqual([]);
  const files = Object.entries<string>(candor.environment).map(([variable, file]) => [
    variable,
    file.split("/").at(-1),
  ]);
  for (const [variable, file] of files) {
    expect(variable).toMatch(/_FILE$/);
    expect(candor.secrets).toContain(file);
  }
  // The server looks for exactly these.
  expect(() => withSecretFiles(candor.environment, ["DATABASE_URL", "CANDOR_KEY_ENCRYPTION_SECRET"])).toThrow(
    /DATABASE_URL_FILE is .*doesn't exist.*CANDOR_KEY_ENCRYPTION_SECRET_FILE is .*doesn't exist/s,
  );
});

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  // biome-ignore lint/suspicious/noExplicitAny: a document of somebody else's schema
  readonly spec: any;
}

const KUSTOMIZE = ["kustomize", join(process.env.HOME ?? "", "go/bin/kustomize")].find(
  (name) => spawnSync(name, ["version"]).status === 0,
);

/** As kustomize renders them, where it is installed; otherwise as they are. */
function manifests(): readonly Manifest[] {
  const folder = join(DEPLOY, "kubernetes");
  const { resources } = parse(readFileSync(join(folder, "kustomization.yaml"), "utf8"));
  const all =
    KUSTOMIZE === undefined
      ? resources.map((file: string) => readFileSync(join(folder, file), "utf8")).join("\n---\n")
      : execFileSync(KUSTOMIZE, ["build", folder], { encoding: "utf8" });
  return parseAllDocuments(all).map((document) => document.toJS() as Manifest);
}

describe("Kubernetes", () => {
  const all = manifests();
  const of = (kind: string): Manifest => all.find((one) => one.kind === kind) as Manifest;

  it("has a restricted pod, of which others stay when one goes", () => {
    const { spec } = of("Deployment");
    const { spec: pod, metadata } = spec.template;
    const [container] = pod.containers;
    expect(spec.replicas).toBeGreaterThan(1);
    // The levels of Pod Security Standards: restricted.
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(`USER ${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`).toBe(
      /^USER .+$/m.exec(containerfile)?.[0],
    );
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(metadata.labels).toMatchObject(of("Service").spec.selector);
    expect(metadata.labels).toMatchObject(of("PodDisruptionBudget").spec.selector.matchLabels);
  });

  it("asks whether it is ready often enough to notice a shutdown in time", () => {
    const { spec: pod } = of("Deployment").spec.template;
    const [{ readinessProbe, livenessProbe, ports }] = pod.containers;
    const { shutdownDelay } = JSON.parse(text("deploy/kubernetes/candor.config.json"));
    expect(readinessProbe.httpGet.path).toBe("/readyz");
    expect(livenessProbe.httpGet.path).toBe("/healthz");
    const noticed = (readinessProbe.periodSeconds + readinessProbe.timeoutSeconds) * readinessProbe.failureThreshold;
    expect(noticed).toBeLessThan(shutdownDelay);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(LONGEST(shutdownDelay));
    expect(ports).toEqual([{ name: "http", containerPort: 9400 }]);
  });

  it("mounts every secret that a variable names", () => {
    const { spec: pod } = of("Deployment").spec.template;
    const [{ env, volumeMounts }] = pod.containers;
    for (const { value } of env)
      expect(volumeMounts.some(({ mountPath }: { mountPath: string }) => value.startsWith(`${mountPath}/`))).toBe(true);
    const volumes = pod.volumes.map(({ name }: { name: string }) => name);
    expect(volumeMounts.map(({ name }: { name: string }) => name)).toEqual(volumes);
  });
});
