/** The connection is cut at every write of an apply and at every question of a read: nothing wrong, told, and mended by the next round. */
import { beforeAll, expect, test } from 'vitest';
import type { Strike } from '../servers/postgres-relay.ts';
import { flat, onEachServer, outcomes } from './postgres-bed.ts';
import { type Story, converges, factsOf, nothingWrong, tellStory } from './postgres-story.ts';

type Way = NonNullable<Strike['cut']>;
const WAYS: readonly Way[] = ['before', 'inside', 'running', 'answer'];
/** Every statement in every way takes minutes: by hand. */
const isThorough = process.env['NHI_CUTS'] === 'all';
const timeout = isThorough ? 3_600_000 : 120_000;

const isWrite = (text: string): boolean => /^(grant|revoke|alter role|create role|alter default)/.test(text);

/** What is told of a run that lost its connection. */
const TOLD = /unavailable: db: .*(then run again|Run again)/;

onEachServer({}, (bed) => {
  let story: Story;
  beforeAll(async () => {
    story = await tellStory(bed);
  });

  /** Where an apply begins to write; what comes before is reading and planning. */
  const firstWrite = () => story.statements.findIndex((text) => text.includes('pg_try_advisory_xact_lock')) - 1;

  function writePoints(): readonly (readonly [at: number, way: Way])[] {
    const from = firstWrite();
    const all = story.statements.flatMap((text, at) => (at < from ? [] : [{ text, at }]));
    if (isThorough) return all.flatMap(({ at }) => WAYS.map((way) => [at, way] as const));
    // The commit after a write is where an answer counts; a write in it is cut in another way each time.
    const writes = all.filter(({ text, at }) => isWrite(text) || (text === 'commit' && story.statements.slice(at - 4, at).some(isWrite)));
    const chosen = writes.flatMap(({ text, at }, nth): (readonly [number, Way])[] => {
      if (text === 'commit') return [[at, 'answer'], ...(nth % 8 === 1 ? [[at, nth % 16 === 1 ? 'before' : 'running'] as const] : [])];
      return nth % 4 === 0 ? [[at, WAYS[1 + ((nth >> 2) % 3)] ?? 'inside']] : [];
    });
    return bed.version === 18 ? chosen : chosen.filter((_, nth) => nth % 3 === 0);
  }

  test('of an apply, at each of its writes', { timeout }, async () => {
    const points = writePoints();
    expect(points.length).toBeGreaterThan(4);
    for (const [at, way] of points) {
      const place = await story.again();
      const cut = bed.relay.strike({ statement: /^/, nth: at + 1, cut: way });
      const name = `${way} ${flat(story.statements[at] ?? '').slice(0, 80)}, the ${at}th`;
      const seen = bed.relay.statements.length;
      const answer = await place.apply();
      expect(cut(), `${name} was cut`).toBe(true);
      expect(bed.relay.statements[seen + at], name).toBe(story.statements[at]);
      await bed.quiet();
      expect(answer.code, `${name}: ${answer.text}`).toBe(1);
      const facts = await factsOf(bed);
      nothingWrong(story, facts, name);
      const failed = outcomes(answer).filter((text) => text.includes(': failed '));
      // Of a read between two writes the target's own error tells.
      if (failed.length > 0) expect(failed.join('\n'), name).toMatch(TOLD);
      expect(flat(answer.text), name).toMatch(/unavailable/);
      const mended = bed.relay.statements.length;
      await converges(bed, story, place, name);
      const carriedOut =
        story.statements[at] === 'commit' && way === 'answer' ? story.statements.slice(0, at).findLast(isWrite) : undefined;
      if (carriedOut !== undefined) expect(bed.relay.statements.slice(mended), `${name}: not written twice`).not.toContain(carriedOut);
    }
  });

  test('of a detect, at each of its questions', { timeout }, async () => {
    const place = await story.again();
    const seen = bed.relay.statements.length;
    const whole = await place.detect();
    expect(whole.code).toBe(2);
    const asked = bed.relay.statements.slice(seen);
    expect(asked.length).toBeGreaterThan(20);
    for (const at of asked.keys()) {
      for (const way of isThorough ? WAYS : [WAYS[at % 4] ?? 'before']) {
        const cut = bed.relay.strike({ statement: /^/, nth: at + 1, cut: way });
        const answer = await place.detect();
        const name = `${way} ${flat(asked[at] ?? '').slice(0, 80)}, the ${at}th`;
        expect(cut(), `${name} was cut`).toBe(true);
        // The claim is looked for first; without it the read still says what it sees.
        const isClaim =
          (asked[at] ?? '').includes('shobj_description') || at < asked.findIndex((text) => text.includes('shobj_description'));
        expect(answer.code, `${name}: ${answer.text}`).toBe(isClaim ? 2 : 1);
        if (!isClaim) expect(flat(answer.text), name).toMatch(/unavailable: db: .*Check url, tls and the network, then run again/);
        if (!isClaim) expect(answer.planned?.report.plan.targets[0]?.changes, name).toEqual([]);
      }
    }
    expect(await factsOf(bed)).toEqual(story.before);
    expect((await place.detect()).code).toBe(2);
  });
});
