// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, expect, test } from "vitest";
import { later } from "./later";

afterEach(cleanup);

function Word({ word }: { word: string }) {
  return <p>{word}</p>;
}

test("what is there already is drawn at once, without what stands in for it", async () => {
  const Later = later(() => Promise.resolve(Word));
  await Later.fetch();
  render(
    <Suspense fallback="fetching">
      <Later word="there" />
    </Suspense>,
  );
  expect(screen.getByText("there")).toBeDefined();
});

test("what is not there yet is fetched, once, and stands in the same place afterwards", async () => {
  let fetched = 0;
  const Later = later(() => {
    fetched += 1;
    return Promise.resolve(Word);
  });
  const shown = (word: string) => (
    <Suspense fallback="fetching">
      <Later word={word} />
    </Suspense>
  );
  const { rerender } = render(shown("one"));
  expect(screen.getByText("fetching")).toBeDefined();
  const place = await screen.findByText("one");
  rerender(shown("two"));
  expect(screen.getByText("two")).toBe(place);
  expect(fetched).toBe(1);
});

test("what could not be fetched before is fetched anew", async () => {
  let works = false;
  const Later = later(() => (works ? Promise.resolve(Word) : Promise.reject(new Error("no network"))));
  await expect(Later.fetch()).rejects.toThrow("no network");
  works = true;
  render(
    <Suspense fallback="fetching">
      <Later word="there" />
    </Suspense>,
  );
  expect(await screen.findByText("there")).toBeDefined();
});
