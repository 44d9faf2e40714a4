/** Species and groups that every meat category repeats: code, label, words. */
const meats = [
  ['bovin', 'Bovin', 'bœuf, veau'],
  ['ovin', 'Ovin', 'agneau, mouton'],
  ['caprin', 'Caprin', 'cabri'],
  ['porcin', 'Porcin', 'porc, cochon'],
  ['chevalin', 'Chevalin', 'cheval'],
  ['grand-gibier', 'Grand gibier (cerf, chevreuil, sanglier…)', ''],
  ['boucherie', 'De boucherie (indéterminé ou mélange) (yc camélidé, bovidé)', ''],
  ['volaille', 'Volaille (yc autruche)', 'poulet, dinde, canard, poule'],
  ['lapin', 'Lapin', ''],
  ['reptile', 'Reptile', ''],
  ['volaille-lagomorphe-reptile', 'De volaille, lagomorphe ou reptile (indéterminé ou mélange)', ''],
  ['petit-gibier-mammifere', 'Petit gibier (mammifères - lapin, lièvre...)', ''],
  ['petit-gibier-oiseau', 'Petit gibier (oiseaux - caille, perdrix, faisan...)', ''],
  ['gibier', 'De gibier (indéterminé ou mélange)', ''],
] as const

/** The 14 lines of a meat category, `VH - Bovin` and so on; `more` adds words for one species. */
function species(code: string, prefix: string, more: Readonly<Record<string, string>> = {}): string {
  return meats
    .map(([meat, label, words]) => {
      const all = [words, more[meat] ?? ''].filter((part) => part !== '').join(', ')
      return `    ${code}-${meat} | ${prefix} - ${label} | ${all}`
    })
    .join('\n')
}

/** Products of animal origin and their substitutes, as an outline (outline.ts). */
export const animalProducts = `
produit-laitier | Produit laitier
  fromage-cru | Fromage au lait cru | fromage, fromage lait cru
    fromage-cru-frais | Fromage lait cru à pâtes fraiches (caillé, fromage blanc, faisselle, tomme fraiche, brousse…) | brocciu
    fromage-cru-lactique | Fromage lait cru à pâtes lactiques (chèvre frais, cendré, affiné, chaource, neuchatel...) | neufchâtel, crottin, picodon, pélardon, rocamadour, saint-marcellin, fromage de chèvre
    fromage-cru-croute-fleurie | Fromage lait cru à pâtes molles à croûte fleurie (camembert, brie…) | camembert, brie, brie de meaux, brie de melun, coulommiers
    fromage-cru-croute-lavee | Fromage lait cru à pâtes molles à croûte lavée (munster, pont-lévêque…) | munster, pont-l’évêque, maroilles, époisses, livarot, langres, mont d’or, vacherin
    fromage-cru-presse-non-cuit | Fromage lait cru à pâtes pressées non cuites (reblochon, saint-nectaire, cantal, ossau-iraty…) | reblochon, saint-nectaire, cantal, morbier, salers, laguiole, raclette, tomme
    fromage-cru-presse-cuit | Fromage lait cru à pâtes pressées cuites (comté, gruyère, emmental, parmesan…) | comté, gruyère, emmental, parmesan, beaufort
  fromage-traite-ou-transforme | Fromage au lait traité ou transformé | fromage
    fromage-traite | Fromage lait traité (microfiltré, pasteurisé, stérilisé)
    fromage-fondu | Fromage fondu, tartinade et autre (cancoillotte...)
  fromage-indetermine | Fromage indéterminé | fromage
  produit-laitier-fermente | Yaourt et produit laitier fermenté
    yaourt | Yaourt | yoghourt
    lait-fermente | Lait fermenté, boisson lactée fermentée, kefir de lait
  matiere-grasse-lait | Matière grasse du lait
    creme-crue | Crème crue | crème
    creme-traitee | Crème traitée (pasteurisée, stérilisée) | crème
    beurre-cru | Beurre cru
    beurre-traite | Beurre traité (pasteurisé, stérilisé) et MGLA
  lait | Lait
    lait-cru | Lait cru (matière première ou de consommation)
    lait-traite | Lait traité (microfiltré, pasteurisé, stérilisé) (hors infantile)
    poudre-lait | Poudre de lait et dérivés (poudre de lactosérum, caséïne, lactose, minéraux...) (hors infantile) | lait en poudre
    concentre-laitier | Concentré laitier
  lactoserum-liquide | Lactosérum liquide
produit-carne | Produit carné
  viande | Carcasse, viande, os et abat rouge | viande, carcasse
${species('v', 'V')}
  viande-hachee | Viande hachée | haché
${species('vh', 'VH', { bovin: 'steak haché, bœuf haché' })}
  vsm | VSM - viande séparée mécaniquement
${species('vsm', 'VSM')}
  abat-blanc | Abat blanc (non cuit, non saumuré si porc) | tripes
${species('abatb', 'ABATB')}
  boyau-traite | Boyau traité
  preparation-viande | PV - préparation de viande | saucisse, chipolata, merguez, brochette
${species('pv', 'PV')}
  pabv-cru | PABV cru - produit à base de viande cru | charcuterie, charcuterie crue, salaison
${species('pabv-cru', 'PABV cru', { porcin: 'saucisson, jambon sec, jambon cru, chorizo, coppa' })}
  pabv-cuit | PABV cuit - produit à base de viande cuit | charcuterie, charcuterie cuite
${species('pabv-cuit', 'PABV cuit', {
  porcin: 'jambon cuit, jambon blanc, pâté, rillettes, boudin, andouille',
  volaille: 'foie gras',
})}
  viande-etat-indetermine | Etat de transformation indéterminé (catégorie à éviter)
produit-aquatique | Produit aquatique
  aquatique-vivant | Produit vivant
    poisson-vivant | Poisson
    cephalopode-vivant | Céphalopode
    coquillage-vivant | Coquillage (bivalve, gastéropode marin) | huître, moule, palourde, bulot, coquillage vivant
    crustace-vivant | Crustacé | crabe, homard, langouste
    tunicier-echinoderme-vivant | Tunicier, échinoderme (oursin)
    escargot-vivant | Escargot
    grenouille-vivante | Grenouille
    algue-vivante | Algue (macroalgue)
    microalgue-vivante | Microalgue (spiruline)
  aquatique-cru | Produit cru entier, fileté, coupé, os, peau, œuf
    pc-poisson | PC - Poisson | poisson cru, filet de poisson, thon, saumon
    pc-cephalopode | PC - Céphalopode
    pc-coquillage | PC - Coquillage (bivalve, gastéropode marin)
    pc-crustace | PC - Crustacé | crevette, crevette crue
    pc-tunicier-echinoderme | PC - Tunicier, échinoderme (oursin)
    pc-escargot | PC - Escargot
    pc-grenouille | PC - Grenouille
  aquatique-transforme | Produit fermenté, fumé, salé, mariné, cuit
    pt-poisson | PT - Poisson | saumon fumé, truite fumée, poisson fumé, hareng, anchois, sardine, thon en conserve, rillettes de poisson
    pt-cephalopode | PT - Céphalopode
    pt-coquillage | PT - Coquillage (bivalve, gastéropode marin)
    pt-crustace | PT - Crustacé | crevette, crevette cuite
    pt-tunicier-echinoderme | PT - Tunicier, échinoderme (oursin)
    pt-escargot | PT - Escargot
    pt-grenouille | PT - Grenouille
    pt-algue | PT - Algue (macroalgue)
    pt-microalgue | PT - Microalgue (spiruline)
  aquatique-separe | Produit séparé mécaniquement
    psm-poisson | PSM - Poisson
    psm-cephalopode | PSM - Céphalopode
    psm-coquillage | PSM - Coquillage (bivalve, gastéropode marin)
    psm-crustace | PSM - Crustacé
    psm-tunicier-echinoderme | PSM - Tunicier, échinoderme (oursin)
    psm-escargot | PSM - Escargot
    psm-grenouille | PSM - Grenouille
  aquatique-indetermine | Produit aquatique indéterminé
produit-oeuf | Produit d'œuf
  oeuf-coquille | Oeuf coquille | œuf, œuf frais
  ovoproduit | Ovoproduit
    coule-oeuf | Coule d'œuf fraîche non pasteurisée (entier, jaune, blanc)
    oeuf-liquide-pasteurise | Oeuf liquide pasteurisé (jaune, blanc, entier)
    poudre-oeuf | Poudre d'oeuf
    oeuf-dur | Oeufs durs (écalés ou non) et ovoproduits durcis (barre, omelette nature)
autre-produit-animal | Autre produit animal
  produit-ruche | Produit de la ruche
    miel | Miel (hors bonbon, hydromel) | miel
    pollen-gelee-royale | Pollen, propolys, gelée royale, rayon
  produit-insecte | Produit d'insecte
  collagene | Collagène
  gelatine | Gélatine (yc capsule)
  graisse-animale | Graisse et fonte d'origine animale (hors beurre et crème)
  produit-raffine-animal | Produits raffinés d'origine animale (hors complément alimentaire)
    huile-poisson | Huile de poisson (hors feed)
  creton | Creton (fraction protéique issue de la fonte)
analogue-vegetal | Analogue végétal
  substitut-lait | Substitut de lait (hors infantile)
  substitut-fromage | Substitut de fromage
  substitut-dessert-lacte | Substitut de dessert lacté, de yaourt
  substitut-produit-carne | Substitut de produit carné
  substitut-produit-aquatique | Substitut de produit aquatique
  substitut-oeuf | Substitut d'oeuf
`
