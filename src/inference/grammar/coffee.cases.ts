/**
 * A grammar of coffee orders after the published context of Picovoice's speech-to-intent benchmark (data/rhino/
 * coffee_maker.yaml, Apache-2.0): its carriers, the modifiers in any order, and all drinks, kinds of milk and of sugar.
 */

const amount = '[a little bit of | a bit of | some | lots of | a lot of]'

export const coffee = `#JSGF V1.0; grammar coffee;
public <order> = <carrier> [a | an] [<modifier>] [<modifier>] [<modifier>] <drink> [with (<milk> [and <sugar>] | <sugar> [and <milk>])];
<carrier> = brew | can i get | can i have | i want | get me | give me | i'd like | make me | may i have;
<modifier> = <size> | <roast> | <shots>;
<size> = small | medium | large | eight ounce | twelve ounce | sixteen ounce | twenty ounce;
<roast> = light roast | medium roast | dark roast;
<shots> = single shot | double shot | triple shot;
<drink> = americano | cappuccino | coffee | drip coffee | house coffee | espresso | iced coffee | latte | iced mocha | mocha;
<milk> = ${amount} (milk | whole milk | skim milk | soy milk | almond milk | cream);
<sugar> = ${amount} (sugar | brown sugar | sweetener);`

const slots: Readonly<Record<string, RegExp>> = {
  size: /\b(?:small|medium(?! roast)|large|(?:eight|twelve|sixteen|twenty) ounce)\b/,
  roast: /\b(?:light|medium|dark) roast\b/,
  numberOfShots: /\b(?:single|double|triple) shot\b/,
  coffeeDrink: /\b(?:americano|cappuccino|(?:drip |house |iced )?coffee|espresso|latte|(?:iced )?mocha)\b/,
  milkAmount:
    /(?:a little bit of |a bit of |some |lots of |a lot of )?\b(?:(?:whole |skim |soy |almond )?milk|cream)\b/,
  sugarAmount: /(?:a little bit of |a bit of |some |lots of |a lot of )?\b(?:(?:brown )?sugar|sweetener)\b/,
}

/** The slots of an order, as the benchmark labels them, sorted. */
export function slotsOf(order: string): string {
  const found = Object.entries(slots).flatMap(([name, pattern]) => {
    const match = pattern.exec(order)
    return match ? [`${name}: ${match[0].trim()}`] : []
  })
  return found.toSorted().join(', ')
}
