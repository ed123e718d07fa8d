/** The request of a refusal as it was kept, with the parts that the reason points at marked. */
import type { Mark, RequestPart, RequestShown } from "../reasons/explain.ts";
import { cellsOf, shorten, visible } from "../render/characters.ts";
import { elsewhereOf, nameOf, notKept } from "../render/snippet.ts";

const LONGEST = 1_200;

interface Stretch {
  readonly text: string;
  readonly marked: boolean;
}

/** A value, cut where marks begin and end, with all characters made visible. */
function stretches(value: string, marks: readonly Mark[]): Stretch[] {
  const found: { text: string; marked: boolean }[] = [];
  for (const { text, from, to } of cellsOf(value)) {
    const marked = marks.some((mark) => from < mark.to && to > mark.from);
    const last = found.at(-1);
    if (last?.marked === marked) last.text += text;
    else found.push({ text, marked });
  }
  return found.map(({ text, marked }) => ({ text: marked ? text : shorten(text, LONGEST), marked }));
}

function Value({ part }: { part: RequestPart }) {
  const { value, marks } = part;
  if (value === undefined) {
    const text = notKept(part);
    return marks.length === 0 ? <span class="quiet">{text}</span> : <mark>{text}</mark>;
  }
  return (
    <>
      {stretches(value, marks).map(({ text, marked }, at) =>
        marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
    </>
  );
}

/** What the reason says about a span. If a value has several, each note begins with its span. */
function Notes({ marks, value }: { marks: readonly Mark[]; value: string | undefined }) {
  const noted = marks.filter(({ note }) => note !== undefined && note !== "");
  return (
    <>
      {noted.map(({ from, to, note = "" }, at) => (
        <span key={at} class="said">
          {noted.length > 1 && value !== undefined && <code>{shorten(visible(value.slice(from, to)), 40)} </code>}
          {visible(note)}
        </span>
      ))}
    </>
  );
}

function Part({ part }: { part: RequestPart }) {
  return (
    <>
      <span class={part.marks.length > 0 ? "line at-fault" : "line"}>
        <span class="quiet">{nameOf(part)}</span>
        <Value part={part} />
      </span>
      <Notes marks={part.marks} value={part.value} />
    </>
  );
}

function Elsewhere({ marks }: { marks: RequestShown["marks"] }) {
  return (
    <>
      {marks.map((mark) => (
        <span key={mark.at}>
          <span class="line at-fault">
            <mark>{elsewhereOf(mark)}</mark>
          </span>
          {mark.note && <span class="said">{visible(mark.note)}</span>}
        </span>
      ))}
    </>
  );
}

export function MarkedRequest({ request }: { request: RequestShown }) {
  const { method, path, parts, marks } = request;
  const of = (...places: RequestPart["place"][]) => parts.filter(({ place }) => places.includes(place));
  const start = marks.filter(({ at }) => at === "method" || at === "path");
  const isMarked = (name: string) => start.some(({ at }) => at === name);
  const group = (name: string, list: readonly RequestPart[]) =>
    list.length > 0 && (
      <>
        <span class="place">{name}</span>
        {list.map((part, at) => (
          <Part key={at} part={part} />
        ))}
      </>
    );
  return (
    <pre class="request">
      <b class="line">
        {isMarked("method") ? <mark>{visible(method)}</mark> : visible(method)}{" "}
        {isMarked("path") ? <mark>{visible(path)}</mark> : visible(path)}
      </b>
      {start.map(
        ({ at, note }) =>
          note && (
            <span key={at} class="said">
              {visible(note)}
            </span>
          ),
      )}
      {group("Headers", of("header"))}
      {group("Query", of("query"))}
      {group("Body", of("body"))}
      <Elsewhere marks={marks.filter((mark) => !start.includes(mark))} />
    </pre>
  );
}
