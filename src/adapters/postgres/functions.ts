/** SQLite's functions that the shared statements call, for PostgreSQL. */

/** Paths are those of members: `$.team.members`. Values are texts, as SQLite's are where JSON has a text or an object. */
export const FUNCTIONS = `
create or replace function json_path(path text) returns text[] language sql immutable strict parallel safe
  as $$ select string_to_array(substr(path, 3), '.') $$;
create or replace function json_extract(document text, path text) returns text language sql immutable strict parallel safe
  as $$ select document::jsonb #>> json_path(path) $$;
create or replace function json_each(document text) returns table (value text) language sql immutable strict parallel safe
  as $$ select jsonb_array_elements_text(document::jsonb) $$;
create or replace function json_each(document text, path text) returns table (value text) language sql immutable strict parallel safe
  as $$ select jsonb_array_elements_text(case jsonb_typeof(document::jsonb #> json_path(path)) when 'array' then document::jsonb #> json_path(path) else '[]' end) $$;
create or replace function instr(hay text, needle text) returns integer language sql immutable strict parallel safe
  as $$ select strpos(hay, needle) $$;
`;
