/** Checks redirect URIs while they are typed, by the rule of the server. Without the script, they are checked when the form is sent. */

interface Part {
  textContent: string | null;
  value: string;
  id: string;
  className: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly form: Part | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  querySelector(selector: string): Part | null;
  closest(selector: string): Part | null;
  append(...parts: Part[]): void;
  addEventListener(type: "input", listener: () => void): void;
}
declare const document: {
  querySelectorAll(selector: string): Iterable<Part>;
  createElement(name: "p"): Part;
};

/** Milliseconds without typing. */
const PAUSE = 300;

async function faultsOf(
  root: string,
  uris: readonly string[],
  type: string,
  schemes: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const uri of uris) {
    const query = new URLSearchParams({ uri, type, schemes });
    const response = await fetch(`${root}/redirect-uri-check?${query}`);
    const { fault } = (await response.json()) as { readonly fault: string | null };
    if (fault !== null) faults.push(`${uri}: ${fault}.`);
  }
  return faults;
}

for (const box of document.querySelectorAll("[data-redirect-uris]")) {
  const input = box.querySelector("textarea");
  const root = /^.*?\/console(?=\/)/.exec(input?.form?.getAttribute("action") ?? "")?.[0];
  if (input === null || root === undefined) continue;
  const about = input.closest("[data-application-type]");
  const says = document.createElement("p");
  says.id = `${input.id}-checked`;
  says.className = "fault";
  says.setAttribute("role", "status");
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${says.id}`.trim());
  box.append(says);
  let typed = 0;
  input.addEventListener("input", () => {
    const mine = ++typed;
    setTimeout(async () => {
      if (mine !== typed) return;
      const uris = input.value.split(/\r?\n/).map((line) => line.trim());
      const { applicationType = "web", schemes = "" } = about?.dataset ?? {};
      const faults = await faultsOf(root, uris.filter(Boolean), applicationType, schemes).catch(() => []);
      // Something else was typed meanwhile.
      if (mine === typed) says.textContent = faults.join(" ");
    }, PAUSE);
  });
}
