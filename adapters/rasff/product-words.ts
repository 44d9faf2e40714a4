import { type CategoryWords, nuts, plants } from './plant-words.ts'

const cooked =
  /smoked|cooked|canned|tinned|marinat|salted|dried|pickled|brine|in oil|fumé|affumicat|ahumad|gerauch/
const raw = /fresh|frozen|chilled|raw|fillet|filet|loin|steak|defrost|thawed|congelad|decongelat/

const fish: CategoryWords = {
  words: [
    [/fish oil|cod liver oil/, 'huile-poisson'],
    [/surimi/, 'psm-poisson'],
    [cooked, 'pt-poisson'],
    [raw, 'pc-poisson'],
  ],
  otherwise: 'produit-aquatique',
}

const supplements: CategoryWords = {
  words: [
    [/infant|baby|follow-on/, 'aliment-infantile'],
    [/special medical/, 'dadfms'],
  ],
  otherwise: 'complement-alimentaire-tout',
}

const mineralWater: CategoryWords = { words: [], otherwise: 'eau-minerale' }
const alcohol: CategoryWords = { words: [], otherwise: 'boisson-alcoolisee' }

/** Each RASFF product category, folded, with its words. */
export const productCategories = {
  'fruits and vegetables': plants,
  'nuts, nut products and seeds': nuts,
  'poultry meat and poultry meat products': {
    words: [
      [/minced/, 'vh-volaille'],
      [/mechanically separated|\bmsm\b|\bmdm\b/, 'vsm-volaille'],
      [/preparation|kebab|marinat|salted|seasoned|breaded|burger|sausage|nugget/, 'pv-volaille'],
      [/cooked|smoked|pate\b|foie gras|ham\b|roast/, 'pabv-cuit-volaille'],
      [raw, 'v-volaille'],
      [
        /\bmeat|breast|\blegs?\b|thigh|wing|quarter|carcas|drumstick|half|halves|chicken|turkey|duck|poultry/,
        'v-volaille',
      ],
    ],
    otherwise: 'produit-carne',
  },
  'meat and meat products (other than poultry)': {
    words: [
      [/minced.*(beef|veal|bovine)|(beef|veal|bovine).*minced/, 'vh-bovin'],
      [/minced/, 'viande-hachee'],
      [/kebab|preparation|burger|marinat/, 'preparation-viande'],
      [/salami|chorizo|fuet|saucisson|dry.cured|raw ham|cured/, 'pabv-cru'],
      [/cooked|pate\b|rillettes|boudin|sausage|frankfurter/, 'pabv-cuit'],
      [/casing/, 'boyau-traite'],
      [/beef|bovine|veal|bœuf|boeuf/, 'v-bovin'],
      [/lamb|mutton|sheep|ovine/, 'v-ovin'],
      [/pork|pig|porcine/, 'v-porcin'],
      [/horse|equine/, 'v-chevalin'],
    ],
    otherwise: 'produit-carne',
  },
  'herbs and spices': {
    words: [
      [
        /oregano|basil|parsley|\bmint\b|dill|thyme|rosemary|sage|coriander leaves|marjoram|bay lea|laurel|herb|tarragon|savory|chives|petersil|perejil|persil|celery seed|curry leaves|moringa/,
        'herbe-aromatique',
      ],
      [
        /pepper|pfeffer|pimienta|poivre|paprika|kurkuma|kreuzkummel|carvi|chill?i|curry|cumin|turmeric|curcuma|ginger|cinnamon|nutmeg|clove|cardamom|saffron|vanilla|sumac|masala|spice|capsicum|coriander|fennel|anise|mustard|fenugreek|ajwain/,
        'epice',
      ],
    ],
    otherwise: 'condiment-herboristerie',
  },
  'dietetic foods, food supplements and fortified foods': supplements,
  'dietetic foods, food supplements, fortified foods': supplements,
  'cereals and bakery products': {
    words: [
      [/noodle|pasta|spaghetti|vermicelli|couscous/, 'gc-pate'],
      [/biscuit|cookie|cracker|wafer|\bbars?\b|gingerbread|rusk/, 'biscuit'],
      [/cake|pastry|croissant|muffin|donut/, 'patisserie'],
      [/muesli|granola|breakfast/, 'muesli'],
      [/bread|bagel|toast|tortilla|wrap|pita\b|bun\b|baguette/, 'gc-boulangerie'],
      [/flour|semolina|bran|flakes|meal\b|starch/, 'gc-farine'],
      [
        /\brice\b|riso\b|riz\b|reis\b|arroz|freekeh|wheat|maize|\bcorn\b|oats?\b|barley|rye\b|buckwheat|millet|quinoa|bulgur|cereal|spelt|sorghum/,
        'cereale',
      ],
    ],
    otherwise: 'fruit-coque-graine-cereale',
  },
  'fish and products thereof': fish,
  'fish and fish products': fish,
  'food contact materials': { words: [], otherwise: 'autre-produit-non-alimentaire' },
  'feed materials': {
    words: [
      [/\bdogs?\b|\bcats?\b|\bpets?\b|hunde|parrot|wild bird/, 'feed-compose-familier'],
      [/fish ?(meal|flour|oil)|farina di pesce|krill|fish protein/, 'feed-mp-aquatique'],
      [
        /meat|bone|feather|blood|poultry|animal protein|\bpap\b|haemoglobin|hemoglobin|gelatin|plasma/,
        'feed-mp-terrestre',
      ],
      [/milk|whey/, 'feed-mp-lait'],
      [
        /soy|rape|sunflower|linseed|cotton|palm|sesame|oilseed|copra|groundnut|peanut|guar/,
        'feed-mp-oleagineux',
      ],
      [/maize|corn|wheat|barley|\brice\b|oats?\b|cereal|sorghum|bran|distiller|gluten/, 'feed-mp-cereale'],
      [/\bpeas?\b|bean|lupin|lentil/, 'feed-mp-legumineuse'],
      [/beet|potato|cassava|tapioca/, 'feed-mp-racine'],
      [/hay\b|straw|grass|alfalfa|lucerne|silage/, 'feed-mp-fourrage'],
      [/calcium|phosph|limestone|mineral|magnesium|salt\b/, 'feed-mp-origine-minerale'],
      [/yeast/, 'feed-mp-origine-autre'],
    ],
    otherwise: 'feed-autre',
  },
  'other food product / mixed': { words: [], otherwise: 'aliment-indetermine' },
  'milk and milk products': {
    words: [
      [
        /(raw|unpasteuri[sz]ed).*(cheese|fromage)|(cheese|fromage|brie|camembert).*(raw|unpasteuri[sz]ed|lait cru|au lait cru)/,
        'fromage-cru',
      ],
      [/processed cheese|spreadable/, 'fromage-fondu'],
      [
        /cheese|fromage|queso|formaggio|feta|brie|camembert|gorgonzola|mozzarella|ricotta|roquefort|taleggio/,
        'fromage-indetermine',
      ],
      [/yogh?urt|kefir|ayran|fermented/, 'produit-laitier-fermente'],
      [/butter|cream|ghee/, 'matiere-grasse-lait'],
      [/milk powder|powdered milk|whey|casein|lactose/, 'poudre-lait'],
      [/condensed|concentrate/, 'concentre-laitier'],
      [/raw milk/, 'lait-cru'],
      [/milk/, 'lait'],
    ],
    otherwise: 'produit-laitier',
  },
  'prepared dishes and snacks': {
    words: [
      [/sandwich|wrap\b|panini|burger/, 'sandwich'],
      [/pizza/, 'pizza'],
      [/salad|hummus/, 'plat-base-salade'],
      [/noodle|pasta|rice|ravioli|sushi/, 'plat-base-cereale'],
      [/fish|shrimp|prawn|seafood|surimi/, 'plat-base-poisson'],
      [/chicken|beef|pork|meat|\bham\b/, 'plat-base-viande'],
    ],
    otherwise: 'compose-cuisine',
  },
  'bivalve molluscs and products thereof': {
    words: [
      [cooked, 'pt-coquillage'],
      [/frozen|meat\b|shucked|congelad/, 'pc-coquillage'],
      [
        /live|oyster|mussel|clam|cockle|scallop|huitre|moule|ostra|mejill|vongol|cozz|razor|ruditapes|tellin/,
        'coquillage-vivant',
      ],
    ],
    otherwise: 'produit-aquatique',
  },
  gastropods: {
    words: [[/live|whelk|periwinkle/, 'coquillage-vivant']],
    otherwise: 'produit-aquatique',
  },
  confectionery: {
    words: [
      [/chocolate|praline/, 'chocolat'],
      [/biscuit|cookie|wafer|\bbars?\b/, 'biscuit'],
      [/spread/, 'pate-tartiner'],
      [
        /cand(y|ies)|sweet|gum\b|gummi|gummy|jell(y|ies)|caramel|toffee|lollipop|liquorice|marshmallow|nougat|fudge/,
        'bonbon-chewing-gum-caramel',
      ],
    ],
    otherwise: 'dessert-confiserie',
  },
  'cocoa and cocoa preparations, coffee and tea': {
    words: [[/chocolate|praline/, 'chocolat']],
    otherwise: 'boisson-chaude-cuisine',
  },
  'crustaceans and products thereof': {
    words: [
      [/\blive\b/, 'crustace-vivant'],
      [/cooked|boiled|brine|smoked|cuit|cocid/, 'pt-crustace'],
      [/frozen|raw|fresh|congelad/, 'pc-crustace'],
    ],
    otherwise: 'produit-aquatique',
  },
  'cephalopods and products thereof': {
    words: [[cooked, 'pt-cephalopode']],
    otherwise: 'pc-cephalopode',
  },
  'soups, broths, sauces and condiments': {
    words: [
      [/mayonnais|hollandaise|aioli/, 'sauce-base-oeuf'],
      [/mustard|vinegar|vinaigrette/, 'moutarde-vinaigre'],
      [/broth|bouillon|stock|soup/, 'bouillon'],
      [/sauce|pesto|ketchup|paste|chutney|dip\b|salsa/, 'sauce-base-vegetale'],
      [/\bsalt\b/, 'sel'],
      [/sugar|syrup|molasses/, 'sucre'],
    ],
    otherwise: 'condiment-herboristerie',
  },
  'fats and oils': {
    words: [
      [/fish oil|cod liver/, 'huile-poisson'],
      [/lard|tallow|animal fat|goose fat|duck fat/, 'graisse-animale'],
      [/ghee|butter oil/, 'matiere-grasse-lait'],
      [/margarine/, 'margarine'],
    ],
    otherwise: 'huile-vegetale',
  },
  'non-alcoholic beverages': {
    words: [
      [/juice|nectar|smoothie/, 'jus-fruit-legume'],
      [/syrup|powder/, 'boisson-froide'],
      [/soda|cola|lemonade|kombucha|energy|soft drink|carbonated/, 'soda-kombucha'],
      [/soy|almond|oat|rice drink|coconut drink/, 'substitut-lait'],
    ],
    otherwise: 'boisson',
  },
  'food additives and flavourings': {
    words: [[/flavou?r|aroma|smoke/, 'arome']],
    otherwise: 'additif-alimentaire',
  },
  'pet food': { words: [], otherwise: 'feed-compose-familier' },
  'ices and desserts': {
    words: [[/\bice|sorbet|gelato|frozen/, 'glace']],
    otherwise: 'dessert-confiserie',
  },
  'compound feeds': {
    words: [
      [/\bpigs?\b|piglet|sows?\b/, 'aacomp-porcin'],
      [/poultry|chicken|laying|broiler|turkey/, 'aacomp-volaille'],
      [/cattle|cow|calf|calves|sheep|goat|ruminant|bovine/, 'aacomp-ruminant'],
      [/fish|shrimp|trout|salmon/, 'aacomp-aquatique'],
      [/horse|equine/, 'aacomp-equin'],
      [/rabbit/, 'aacomp-leporide'],
    ],
    otherwise: 'feed-compose',
  },
  'eggs and egg products': {
    words: [
      [/powder|dried/, 'poudre-oeuf'],
      [/liquid|pasteuri/, 'oeuf-liquide-pasteurise'],
      [/boiled|hard/, 'oeuf-dur'],
      [/eggs?\b|oeuf|uova/, 'oeuf-coquille'],
    ],
    otherwise: 'produit-oeuf',
  },
  'alcoholic beverages': alcohol,
  wine: alcohol,
  'feed additives': { words: [], otherwise: 'feed-additif' },
  'feed premixtures': { words: [], otherwise: 'feed-additif-premelange' },
  'honey and royal jelly': {
    words: [[/royal jelly|pollen|propolis/, 'pollen-gelee-royale']],
    otherwise: 'miel',
  },
  'natural mineral water': mineralWater,
  'natural mineral waters': mineralWater,
  'water for human consumption (other)': { words: [], otherwise: 'eau-potable-autre' },
  'animal by-products': { words: [], otherwise: 'spa-technique' },
} as const satisfies Record<string, CategoryWords>
