/** Condiments, drinks, special foods, feed and what is no food, as an outline (outline.ts). */
export const otherProducts = `
condiment-herboristerie | Condiment et herboristerie
  sucre | Sucre, pur sirop de sucre, mélasse
  sel | Sel, sel aromatisé
  epice | Epice, mélange épicé | épice, poivre, curcuma, cumin, paprika
  herbe-aromatique | Herbe ou graine aromatique, mélange aromatique | basilic, persil, thym
  moutarde-vinaigre | Moutarde, vinaigre et vinaigrette
  sauce-base-vegetale | Sauce à base végétale (yc tomate, pesto) (yc avec DAOA)
  sauce-base-oeuf | Sauce à base œuf (mayonnaise, hollandaise)
  bouillon | Bouillon (cube, poudre) (yc avec DAOA)
  condiment-herboristerie-indetermine | Condiment et herboristerie indéterminé
  huile-essentielle | Huile essentielle
boisson | Boisson
  eau-minerale | Eau minérale et naturelle, eau embouteillée | eau en bouteille
  eau-aromatisee | Eau aromatisée
  eau-potable-autre | Eau potable autre (yc glaçon)
  jus-fruit-legume | Jus de fruit ou légume
  boisson-chaude-cuisine | Pour boisson chaude ou cuisine (chocolaté, cacao, café, thé, tisane, yc en grain, feuile, poudre)
  boisson-froide | Pour boisson froide (sirop aromatisé, base à soda)
  soda-kombucha | Soda, kombucha (hors jus de fruit, kefir, produit lacté, analogue lacté)
  boisson-alcoolisee | Boisson alcoolisée (dont vin, bière, hydromel, spiritueux)
  boisson-desalcoolisee | Boisson désalcoolisée (vin, bière sans alcool)
aliment-infantile | Aliment infantile
  infantile-poudre | Préparation en poudre pour enfant de 0-36 mois (hors DADFMS) | lait infantile, lait infantile en poudre
  infantile-liquide | Préparation liquide pour enfant de 0-36 mois (hors DADFMS) | lait infantile, lait infantile liquide
  infantile-cereale | Préparation à base de céréale pour enfant de 0-36 mois (hors DADFMS) (hors poudre) (hors liquide)
  infantile-autre | Autre aliment pour enfant de 0-36 mois (hors DADFMS)
dadfms | DADFMS
  dadfms-enfant | DADFMS pour enfant 0-36 mois
  dadfms-adulte | DADFMS pour personne de plus de 3 ans
ameliorant | Améliorant ou auxiliaire
  additif-alimentaire | Additif alimentaire
  arome | Arome
  ferment-enzyme | Ferment, enzyme
  ameliorant-indetermine | Améliorant ou auxiliaire indéterminé
complement-alimentaire | Complément alimentaire
  complement-alimentaire-tout | Complément alimentaire
feed-vegetal | Alimentation animale - matière première végétale
  feed-mp-cereale | Feed - MP céréale et dérivé
  feed-mp-oleagineux | Feed - MP oléagineux et dérivé
  feed-mp-legumineuse | Feed - MP légumineuse (pois, féverole, lupin…) et dérivé
  feed-mp-racine | Feed - MP tubercule, racine (betterave, pomme de terre…) et dérivé
  feed-mp-fourrage | Feed - MP fourrage (herbe, foin, paille, ensilage, luzerne, trèfle…)
  feed-mp-autre | Feed - MP autre (coproduit, algue, bois, DVOV déclassée...)
  feed-vegetal-indetermine | Feed - Alimentation animale – matière première végétale indéterminée (catégorie à éviter)
feed-mineral-autre | Alimentation animale - matière première autre
  feed-mp-origine-minerale | Feed - MP d'origine minérale
  feed-mp-origine-autre | Feed - MP d'origine autre (micro-organisme inactivé...)
feed-animal | Alimentation animale - matière première animale
  feed-mp-lait | Feed - MP lait et produit laitier
  feed-mp-terrestre | Feed - MP produit d'animaux terrestres
    aampat-pat | AAMPAT - Protéine animale transformée (PAT)
    aampat-autre | AAMPAT - Autre
  feed-mp-aquatique | Feed - MP produit d'animaux aquatiques
    aampaa-pat | AAMPAA - Protéine animale transformée (PAT)
    aampaa-autre | AAMPAA - Autre
  feed-animal-indetermine | Feed - Alimentation animale – matière première animale indéterminée (catégorie à éviter)
feed-additif-premelange | Alimentation animale - additif, prémélange
  feed-additif | Feed - additif
  feed-premelange-elevage | Feed - prémélange pour animaux d'élevage
  feed-premelange-familier | Feed - prémélange pour animaux familiers
  feed-additif-premelange-indetermine | Feed - Alimentation animale – additif, prémélange indéterminé (catégorie à éviter)
feed-compose | Alimentation animale - aliment composé
  feed-compose-familier | Feed - Aliment composé pour animaux familiers
    aacomp-carnivore | AACOMP - Pour carnivore domestique (chien, chat, furet...) | croquettes, petfood
    aacomp-oiseau | AACOMP - Pour oiseau d'ornement ou oiseau du ciel (hors volaille)
    aacomp-poisson | AACOMP - Pour poisson d'ornement et autre animal aquatique d'ornement
    aacomp-autre-familier | AACOMP - Pour autre animal familier (rongeur, hérisson, reptile…) (hors lapin)
  feed-compose-elevage | Feed - Aliment composé pour animaux d'élevage
    aacomp-porcin | AACOMP - Pour porcin
    aacomp-volaille | AACOMP - Pour volaille
    aacomp-ruminant | AACOMP - Pour ruminant
    aacomp-aquatique | AACOMP - Pour animaux d'élevage aquatiques (poisson, invertébré) (yc appâts)
    aacomp-leporide | AACOMP - Pour léporidé (lapin, lièvre)
    aacomp-equin | AACOMP - Pour équin
    aacomp-autre-elevage | AACOMP - Pour autre (abeille, camélidé, animaux à fourrure …)
  feed-compose-indetermine | Feed - Alimentation animale – aliment composé indéterminé (catégorie à éviter)
feed-medicamenteux | Alimentation animale - médicamenteux
  feed-medicamenteux-aliment | Feed - Aliment médicamenteux
  feed-medicamenteux-intermediaire | Feed - Produit intermédiaire
feed-autre | Alimentation animale - autre
  feed-autre-tout | Feed - Alimentation animale - autre (catégorie à éviter)
aliment-indetermine | Produit alimentaire indéterminé
  aliment-indetermine-tout | Produit alimentaire indéterminé
  aliment-indetermine-animal | Produit alimentaire indéterminé d’origine animale
  aliment-indetermine-vegetal | Produit alimentaire indéterminé d’origine végétale
produit-non-alimentaire | Produit non alimentaire
  spa-technique | Sous-produit animal technique (non destiné à l'alimentation animale)
  autre-produit-non-alimentaire | Autre produit non alimentaire
produit-indetermine | Produit indéterminé
  produit-indetermine-tout | Produit indéterminé
environnement | Environnement
  environnement-surface | Environnement de production - surface
  environnement-terrain | Zone - terrain
`
