/** What holds for every page, with ordinary values and with hostile ones. */
import { describe, expect, it } from "vitest";
import { pagesWith } from "../../test/pages/every-page.ts";
import { ADA, DEMO_PEOPLE } from "../demo/world.ts";
import { causeCodes, causeOf } from "../reasons/causes.ts";
import { type ElsewhereCode, elsewhere } from "../reasons/elsewhere.ts";
import { codes } from "../reasons/index.ts";
import { cataloguePage, familyPage } from "./catalogue.tsx";
import { consentPage } from "./consent.tsx";
import { elsewherePage } from "./elsewhere.tsx";
import { familyNames, familyOf } from "./families.ts";
import { FORM_POST_SCRIPT, formPostPage } from "./form-post.tsx";
import { fieldSays } from "./invitation.tsx";
import { reasonPage } from "./reason.tsx";
import { refusalPage } from "./refusal.tsx";
import { signInPage } from "./sign-in.tsx";
import { standardErrorPage } from "./standard.tsx";
import { welcomePage } from "./welcome.tsx";

const base = "/auth";

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const TAG = /<(\/?[a-z][a-z0-9]*|!doctype)((?:\s+[a-z0-9-]+(?:="[^"]*")?)*)\s*\/?>/gi;

function tagsOf(html: string): Tag[] {
  return [...html.matchAll(TAG)].map(([, name = "", attributes = ""]) => ({
    name,
    attributes: Object.fromEntries(
      [...attributes.matchAll(/([a-z0-9-]+)(?:="([^"]*)")?/gi)].map(([, key = "", value = ""]) => [key, value]),
    ),
  }));
}

/** What is left when all well-formed tags are gone. */
const textOf = (html: string) => html.replace(TAG, "");

const INPUTS = {
  ordinary: "Multipass-Desk",
  "a broken tag": `"><script>alert(1)</script><img src=x onerror=alert(1)>'`,
  "a script's address": "javascript:alert(1)",
  "right-to-left text": "\u202eknab ruoy\u2066 \u05d0\u05d1\u05d2\u0000",
  "2000 characters": "wide ".repeat(400),
};

describe.each(Object.entries(INPUTS))("with %s", (_, x) => {
  it.each(Object.entries(pagesWith(x)))("%s is sound", (_name, html) => {
    const tags = tagsOf(html);
    const named = (name: string) => tags.filter((tag) => tag.name === name);

    expect(html.startsWith('<!doctype html><html lang="en">')).toBe(true);
    expect(named("h1")).toHaveLength(1);
    expect(named("main")).toHaveLength(1);
    expect(/<title>[^<]+ · [^<]+<\/title>/.test(html)).toBe(true);

    const levels = tags.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name[1]));
    levels.forEach((level, at) => {
      expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
    });

    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const labels = named("label").map(({ attributes }) => attributes.for);
    for (const { attributes } of named("input")) {
      if (attributes.type !== "hidden") expect(labels).toContain(attributes.id);
    }
  });

  it.each(Object.entries(pagesWith(x)))("%s has no markup but its own, and runs nothing", (name, html) => {
    expect(textOf(html)).not.toContain("<");
    const tags = tagsOf(html);
    for (const { name, attributes } of tags) {
      expect(["style", "iframe", "object", "base"]).not.toContain(name);
      for (const key of Object.keys(attributes)) expect(key).not.toMatch(/^(on.*|style|srcdoc|formaction)$/);
      if (name === "img") expect(attributes.src).toMatch(/^\/(?![/\\])/);
      for (const key of ["href", "action", "src"]) expect(attributes[key] ?? "").not.toMatch(/^\s*javascript:/i);
    }
    const scripts = [...html.matchAll(/<script([^>]*)>(.*?)<\/script>/g)].map(([, which, text]) => [which, text]);
    const copy = /<pre[^>]* data-copy/.test(html) ? [[' type="module" src="/auth/assets/copy.js"', ""]] : [];
    expect(scripts).toEqual(name === "formPost" ? [["", FORM_POST_SCRIPT]] : copy);
  });
});

describe("with ordinary values", () => {
  it.each(Object.entries(pagesWith("Multipass-Desk")))("%s keeps to the issuer's prefix", (_name, html) => {
    for (const { attributes } of tagsOf(html)) {
      const to = attributes.href ?? attributes.action ?? "";
      if (to.startsWith("/")) expect(to).toMatch(/^\/auth\//);
    }
  });

  it.each(Object.entries(pagesWith("Multipass-Desk")))("%s refers to ids that exist", (_name, html) => {
    const tags = tagsOf(html);
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    for (const { attributes } of tags) {
      const { href = "" } = attributes;
      const targets = [attributes["aria-describedby"], attributes["aria-labelledby"], attributes.for]
        .flatMap((value) => value?.split(" ") ?? [])
        .concat(href.startsWith("#") ? href.slice(1) : []);
      for (const target of targets) expect(ids).toContain(target);
    }
  });
});

describe("sign-in", () => {
  it("ties its fields to the refusal, which is announced", () => {
    const html = signInPage({ base, csrf: "c", request: "r", username: "ada", refusal: { says: "No." } });
    expect(html).toContain('role="alert" id="refusal"');
    const fields = tagsOf(html).filter(({ name, attributes }) => name === "input" && attributes.type !== "hidden");
    expect(fields.map(({ attributes }) => [attributes["aria-describedby"], attributes.autocomplete])).toEqual([
      ["refusal", "username"],
      ["refusal", "current-password"],
    ]);
    expect(html).toContain('value="ada"');
  });
});

describe("sign-in without an account", () => {
  it("has a link if accounts can be created", () => {
    const to = "/authorize?client_id=a&prompt=create";
    const shown = (signUp?: string) => signInPage({ base, csrf: "c", request: "r", signUp });
    expect(shown(to)).toContain('<a href="/authorize?client_id=a&amp;prompt=create">Create an account</a>');
    expect(shown()).not.toContain("Create an account");
  });
});

describe("sign-in to see a refusal", () => {
  const shown = (demo: boolean, reference?: string) => signInPage({ base, csrf: "c", request: "r", demo, reference });

  it("names in the demo world who may see it, with the passwords that they have there", () => {
    for (const { username, password } of DEMO_PEOPLE.filter((one) => one !== ADA)) {
      expect(shown(true, "25kpgjw2dde2")).toMatch(new RegExp(`>${username}</code> / <code[^>]*>${password}</code>`));
    }
  });

  it("doesn't name the user elsewhere", () => {
    expect(shown(false, "25kpgjw2dde2")).not.toContain("grace");
    expect(shown(true)).not.toContain("grace");
  });
});

describe("consent", () => {
  it("marks a sensitive scope with text, and cuts a name that would push the rest away", () => {
    const html = consentPage({
      base,
      csrf: "c",
      request: "r",
      app: { name: "N".repeat(2000) },
      username: "ada",
      redirectHost: "app.example",
      switchAccount: "/authorize?prompt=select_account",
      groups: [{ scopes: [{ name: "write", description: "Write", sensitive: true, deprecated: false }] }],
    });
    expect(html).toContain(">Sensitive<");
    expect(html).not.toContain("N".repeat(65));
    expect(html).toMatch(/name="answer" value="allow".*name="answer" value="deny"/);
  });
});

describe("the invitation", () => {
  it.each([
    ["password", "12 to 256 characters", "The password must be 12 to 256 characters."],
    ["password", "no control or unassigned characters", "The password must have no control or unassigned characters."],
    ["username", "1 to 254 characters without spaces", "The username must be 1 to 254 characters without spaces."],
  ])("says of a %s what it must be: %s", (parameter, expected, says) => {
    expect(fieldSays({ parameter, expected })).toBe(says);
  });
});

describe("names", () => {
  it.each(["\u202e", "\u2066", "\u200f", "\u0007"])("lose %j, which could turn the text around", (character) => {
    const html = signInPage({ base, csrf: "c", request: "r", app: { name: `My${character}Bank` } });
    expect(html).toContain('<bdi class="name">My Bank</bdi>');
  });
});

describe("refusal", () => {
  const refused = { base, title: "T", person: "P", code: "scope/missing", says: "S", ref: "r" };

  it.each(["javascript:alert(1)", "//evil.example", "/\\evil.example", "/\t/evil.example", "data:text/html,x", "x"])(
    "does not link to %j",
    (address) => {
      const hrefs = tagsOf(refusalPage({ ...refused, errorUri: address, retry: address }))
        .filter(({ name }) => name === "a")
        .map(({ attributes }) => attributes.href);
      expect(hrefs).toEqual([]);
    },
  );

  it("links to the reason, and to where the user can try again", () => {
    const html = refusalPage({
      ...refused,
      errorUri: "https://as.example/errors/scope/missing?ref=r",
      retry: "/auth/a",
    });
    expect(html).toContain('href="https://as.example/errors/scope/missing?ref=r"');
    expect(html).toContain('href="/auth/a"');
  });
});

describe("form_post", () => {
  it.each(["javascript:alert(1)", "com.example.app:/callback", "/here"])("does not post to %s", (action) => {
    expect(() => formPostPage({ base, action, parameters: [] })).toThrow(RangeError);
  });
});

describe("the catalogue's pages", () => {
  it("list every reason, and each reason and family has its page", () => {
    const list = cataloguePage({ base });
    for (const code of codes) {
      expect(list).toContain(`href="/auth/errors/${code}"`);
      expect(reasonPage({ base, code })).toContain(`<code>${code}</code>`);
    }
    for (const family of familyNames) expect(familyPage({ base, family })).toContain(`/auth/errors/${family}/`);
  });

  it.each(Object.keys(elsewhere) as ElsewhereCode[])("mark %s as one of other servers", (code) => {
    const { title, errors, cites, related } = causeOf(code);
    const html = elsewherePage({ base, code });
    expect(html).toContain(`<code>${code}</code> <span class="tag">elsewhere</span>`);
    expect(html).toContain("Candor itself never refuses for this");
    for (const error of errors) expect(html).toContain(`href="/auth/errors/standard/${error}"`);
    for (const { url } of cites) expect(html).toContain(`href="${url}"`);
    for (const other of related) expect(html).toContain(`href="/auth/errors/${other}"`);
    const marked = `href="/auth/errors/${code}">${title.replaceAll("'", "&#39;")}</a> <span class="tag">elsewhere</span>`;
    for (const list of [cataloguePage({ base }), familyPage({ base, family: familyOf(code) })])
      expect(list.replaceAll("'", "&#39;")).toContain(marked);
    for (const error of errors)
      expect(standardErrorPage({ base, error })?.split("Causes elsewhere")[1]).toContain(`href="/auth/errors/${code}"`);
  });

  it("don't mark Candor's own reasons this way", () => {
    const marks = [...cataloguePage({ base }).matchAll(/<\/a> <span class="tag">elsewhere<\/span>/g)];
    expect(marks).toHaveLength(causeCodes.length - codes.length);
    expect(reasonPage({ base, code: "scope/misspelled" })).not.toContain("elsewhere</span>");
    expect(standardErrorPage({ base, error: "unsupported_grant_type" })).not.toContain("Causes elsewhere");
  });

  it("say to somebody who is signed in and may not see a refusal that it is so", () => {
    const signIn = "https://as.example/sign-in?ref=7kq2m9x4vb";
    const html = reasonPage({ base, code: "scope/missing", ref: "7kq2m9x4vb", signIn, signedInAs: "ada" });
    expect(html).toContain(`You're signed in as <bdi class="name">ada</bdi>, who can't see them.`);
    expect(html).toContain(`<a href="${signIn}">Use a different account</a>, or fetch them as the client:`);
  });

  it("say of a standard code why Candor returns it before they say how to validate it", () => {
    const html = standardErrorPage({ base, error: "invalid_scope" }) ?? "";
    const [why, where, checker] = ["Why Candor returns it", "Where it is returned", "Validation"].map((title) =>
      html.indexOf(title),
    );
    expect(why).toBeGreaterThan(0);
    expect(where).toBeGreaterThan(why as number);
    expect(checker).toBeGreaterThan(where as number);
  });

  it("show a reference only if it looks like one", () => {
    expect(reasonPage({ base, code: "scope/missing", ref: "7kq2m9x4vb" })).toContain("7kq2m9x4vb");
    expect(reasonPage({ base, code: "scope/missing", ref: "call 0800 1" })).not.toContain("0800");
  });
});

describe("the page at the issuer's URL", () => {
  const endpoints = [
    { name: "Metadata", url: "https://id.example/.well-known/openid-configuration", opens: true },
    { name: "Token", url: "https://id.example/token" },
  ] as const;
  const html = welcomePage({ base: "", issuer: "https://id.example", demo: false, scopes: true, endpoints });

  it("shows every endpoint, and links only to what a browser can open", () => {
    for (const { url } of endpoints) expect(html).toContain(`>${url}</bdi>`);
    expect(html).toContain(`href="${endpoints[0].url}"`);
    expect(html).not.toContain(`href="${endpoints[1].url}"`);
  });
});
