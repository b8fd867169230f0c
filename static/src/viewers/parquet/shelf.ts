/** What was read lately, up to a weight; what was used longest ago goes first. */
export class Shelf<Value> {
  private readonly kept = new Map<string, { value: Promise<Value>; weight: number }>();
  private weight = 0;

  constructor(private readonly most: number) {}

  /** What is kept under the key; else what `make` makes, which is tried again if it failed. */
  get(key: string, weight: number, make: () => Promise<Value>): Promise<Value> {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.value;
    }
    const value = make();
    this.kept.set(key, { value, weight });
    this.weight += weight;
    value.catch(() => this.remove(key));
    for (const old of this.kept.keys()) {
      if (this.weight <= this.most || old === key) break;
      this.remove(old);
    }
    return value;
  }

  private remove(key: string): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}
