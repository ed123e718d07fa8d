/** Reads HTML pages: their forms, and what a user would fill in and press. */
import { type HTMLElement, parse } from "node-html-parser";

export interface PageForm {
  readonly method: string;
  /** Absolute. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What users press to go on. Buttons with the words of a refusal are never pressed. */
const YES =
  /\b(allow|accept|agree|approve|authori[sz]e|confirm|consent|continue|grant|log ?in|next|ok|permit|sign ?in|submit|yes)\b/i;
const NO = /\b(abort|cancel|decline|deny|forgot|no|refuse|register|reject|sign ?up)\b/i;

/** What users press to refuse. */
const REFUSAL = /\b(abort|cancel|decline|deny|disallow|don['’]t allow|no|refuse|reject)\b/i;

/** Whether a button says yes. */
export const isYes = (said: string): boolean => YES.test(said) && !NO.test(said);

/** Whether a button or a link refuses what is asked. */
export const isRefusal = (said: string): boolean => REFUSAL.test(said);

/** What is meant for browsers without JavaScript is part of it. */
const pageIn = (html: string): HTMLElement =>
  parse(html, { blockTextElements: { script: true, style: true, pre: true } });

/** The form of a response by form_post (OAuth 2.0 Form Post Response Mode): sent on load, to the redirect URI. */
export function posted(html: string, url: string, redirectUri: string): PageForm | undefined {
  return pageIn(html)
    .querySelectorAll("form")
    .map((form) => filled(form, url))
    .find(({ action, method }) => method === "POST" && action === redirectUri);
}

/** The form that takes the user on, filled in; `undefined` if there is none. */
export function formToSend(html: string, url: string, credentials: Credentials | undefined): PageForm | undefined {
  const forms = pageIn(html)
    .querySelectorAll("form")
    .map((form) => ({ form, inputs: form.querySelectorAll("input") }));
  const password = forms.find(({ inputs }) => inputs.some((one) => typeOf(one) === "password"));
  if (password !== undefined) return credentials && signedIn(password.form, url, credentials);
  const named = forms.find(({ inputs }) => inputs.some(isNameInput));
  if (named !== undefined && credentials !== undefined) return signedIn(named.form, url, credentials);
  return forms.map(({ form }) => pressing(form, url, isYes)).find((form) => form !== undefined);
}

/** The form, or else the link, by which a user refuses; `undefined` if there is none, or if the page asks for a password first. */
export function refusalOn(html: string, url: string): PageForm | undefined {
  const page = pageIn(html);
  if (page.querySelectorAll("input").some((one) => typeOf(one) === "password")) return undefined;
  const forms = page.querySelectorAll("form").map((form) => pressing(form, url, isRefusal));
  const link = page.querySelectorAll("a[href]").find((one) => isRefusal(one.text));
  const linked = link && {
    ...{ method: "GET", fields: [] },
    action: new URL(link.getAttribute("href") ?? "", url).href,
  };
  return forms.find((form) => form !== undefined) ?? linked;
}

const typeOf = (input: HTMLElement): string => (input.getAttribute("type") ?? "text").toLowerCase();

/** Whether a field is for the user's name, by its type, and its name and purpose. */
export const isForName = (type: string, called: string): boolean =>
  ["text", "email"].includes(type.toLowerCase()) && /user|login|mail|account|name/i.test(called);

const isNameInput = (input: HTMLElement): boolean =>
  isForName(typeOf(input), `${input.getAttribute("name")} ${input.getAttribute("autocomplete")}`);

function signedIn(form: HTMLElement, url: string, { username, password }: Credentials): PageForm {
  const inputs = form.querySelectorAll("input");
  const own = new Map<string, string>();
  const name = inputs.find(isNameInput) ?? inputs.find((one) => ["text", "email"].includes(typeOf(one)));
  if (name !== undefined) own.set(name.getAttribute("name") ?? "", username);
  for (const one of inputs.filter((input) => typeOf(input) === "password"))
    own.set(one.getAttribute("name") ?? "", password);
  return filled(
    form,
    url,
    own,
    buttonsOf(form).find((button) => !NO.test(textOf(button))),
  );
}

/** A form with a button that says what is meant. */
function pressing(form: HTMLElement, url: string, isMeant: (said: string) => boolean): PageForm | undefined {
  const button = buttonsOf(form).find((one) => isMeant(textOf(one)));
  return button && filled(form, url, new Map(), button);
}

/** Its buttons, and those elsewhere on the page that belong to it (HTML 4.10.18.3). */
const buttonsOf = (form: HTMLElement): readonly HTMLElement[] =>
  [...form.querySelectorAll("button"), ...form.querySelectorAll("input"), ...buttonsElsewhere(form)].filter((one) =>
    one.tagName === "BUTTON" ? typeOf(one) !== "button" : typeOf(one) === "submit",
  );

function buttonsElsewhere(form: HTMLElement): readonly HTMLElement[] {
  const id = form.getAttribute("id");
  const all = id === undefined ? [] : pageOf(form).querySelectorAll("button[form]");
  return all.filter(
    (button) => button.getAttribute("form") === id && !form.querySelectorAll("button").includes(button),
  );
}

const pageOf = (one: HTMLElement): HTMLElement => (one.parentNode ? pageOf(one.parentNode) : one);

const textOf = (button: HTMLElement): string =>
  [button.text, button.getAttribute("value"), button.getAttribute("name")].filter((one) => one !== undefined).join(" ");

/** What a browser would send (HTML 4.10.22.4), as far as forms without JavaScript go. Boxes are ticked, as a user who allows everything would. */
function filled(
  form: HTMLElement,
  url: string,
  own: ReadonlyMap<string, string> = new Map(),
  button?: HTMLElement,
): PageForm {
  const fields: [string, string][] = [];
  for (const input of form.querySelectorAll("input, select, textarea")) {
    const name = input.getAttribute("name");
    if (name === undefined || name === "" || input.hasAttribute("disabled")) continue;
    if (["submit", "button", "reset", "image", "file"].includes(typeOf(input))) continue;
    if (typeOf(input) === "radio" && !input.hasAttribute("checked")) continue;
    const chosen = input.querySelector("option[selected]") ?? input.querySelector("option");
    const value = chosen?.getAttribute("value") ?? input.getAttribute("value");
    fields.push([name, own.get(name) ?? value ?? (typeOf(input) === "checkbox" ? "on" : "")]);
  }
  const pressed = button?.getAttribute("name");
  if (pressed !== undefined && pressed !== "") fields.push([pressed, button?.getAttribute("value") ?? ""]);
  const action = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  return {
    method: (form.getAttribute("method") ?? "GET").toUpperCase(),
    action: new URL(action === "" ? url : action, url).href,
    fields,
  };
}
