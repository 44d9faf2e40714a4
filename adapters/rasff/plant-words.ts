/**
 * English products to the codes of the product nomenclature, per RASFF product category (folded): the patterns in
 * order on the folded product, then where the category goes when no word tells more.
 */
export interface CategoryWords {
  readonly words: readonly (readonly [RegExp, string])[]
  readonly otherwise: string
}

/** Fruits and vegetables, one category there, two heads here. */
export const plants: CategoryWords = {
  words: [
    [
      /\bfigs?\b|fichi|feigen|\bdates?\b|apricot|raisin|sultana|\bgrapes?\b(?! lea)|pomegranate|mang[oe]|avocado|banana|pineapple|pear\b|pears\b|apple|peach|papaya|passion|pita[hy]a|lychee|rambutan|guava|quince|plum|prune|cherr|kiwi|melon|persimmon|jackfruit|coconut/,
      'autre-fruit-charnu',
    ],
    [
      /orange|lemon|lamai|lamas|mandarin|grapefruit|pomelo|\blimes?\b|clementin|tangerin|citrus|kumquat/,
      'agrume',
    ],
    [/strawberr|raspberr|blueberr|blackberr|cranberr|currant|\bberr(y|ies)\b|goji|fraise|framboise/, 'baie'],
    [/mushroom|champignon|chanterelle|boletus|shiitake|enoki|truffle/, 'champignon'],
    [/sprout|alfalfa|cress/, 'graine-germee-ou-pousse'],
    [/seaweed|\balgae?\b|kelp|nori|wakame|kombu|hijiki/, 'pt-algue'],
    [/pepper|capsicum|chill?i|tomato|aubergine|eggplant/, 'legume-solanacee'],
    [/cucumber|zucchini|courgette|gherkin/, 'legume-cucurbitacee-fine'],
    [/pumpkin|squash/, 'legume-cucurbitacee-epaisse'],
    [/sweet ?corn|\bmaize\b/, 'legume-mais'],
    [/black.eyed?|chickpea|lentil|dried beans|kidney bean|\bpeas?\b|mung/, 'graine-legumineuse'],
    [/green bean|long bean|mangetout|sugar snap|\bbeans?\b|okra|drumstick|moringa/, 'legume-gousse'],
    [/potato|carrot|cassava|turnip|radish|beetroot|parsley root|celeriac|\byams?\b|ginger/, 'legume-racine'],
    [/broccoli|cauliflower|artichoke/, 'legume-fleur'],
    [/onion|garlic|shallot|leek/, 'legume-bulbe'],
    [/asparagus|celer(y|ies)|fennel|rhubarb|bamboo/, 'legume-tige'],
    [
      /spinach|lettuce|salad|rucola|rocket|cabbage|kale|leaves|leaf|mukunuwenna|chard|parsley|coriander|mint\b|dill|basil/,
      'legume-feuille',
    ],
    [/olive/, 'oleagineux'],
    [/pistac|almond|almendra|mandorl|hazelnut|walnut/, 'fruit-coque'],
    [/vegetable/, 'legume'],
    [/fruit/, 'fruit-charnu'],
  ],
  otherwise: 'aliment-indetermine-vegetal',
}

export const nuts: CategoryWords = {
  words: [
    [
      /sesam|tahin|halva|halawa|groundnut|peanut|arachid|cacahuet|erdnuss|sunflower|linseed|flax|pumpkin seed|melon seed|egusi|poppy|\bchia\b|hemp|pine ?nut|\bpine kernel|olive|coconut|soy/,
      'oleagineux',
    ],
    [
      /pista[cz]|almond|mandel|mandorl|almendra|hazelnut|noccio|walnu[ts]|noix|cashew|pecan|macadamia|brazil nut|chestnut|\bnuts?\b/,
      'fruit-coque',
    ],
    [/chickpea|lentil|bean|\bpeas?\b|lupin/, 'graine-legumineuse'],
  ],
  otherwise: 'fruit-coque-graine-cereale',
}
