/** Dishes, desserts, fruit, grain and vegetables, as an outline (outline.ts). */
export const plantProducts = `
compose-cuisine | Composé ou cuisiné | plat cuisiné
  sandwich | Sandwich (avec ou sans DAOA)
  pizza | Pizza (avec ou sans DAOA)
  tourte-tarte-salee | Tourte, tarte salée (avec ou sans DAOA) | quiche
  assortiment-amuse-bouches | Assortiment, amuse-bouches (avec ou sans DAOA)
  pate-avec-oeuf | Nouille, pâte, pâte à tarte, pâte à crêpe (avec œuf)
  plat-base-salade | Plat à base de salade (crudité ou cuidité, avec ou sans DAOA) | salade composée
  plat-base-cereale | Plat à base de pâte, de riz ou d’autre céréale (yc ravioli)
  plat-base-viande | Plat à base de viande
  plat-base-poisson | Plat à base de poisson et fruit de mer (yc soupe)
  plat-base-oeuf | Plat à base d'œuf
  plat-base-fromage | Plat à base de fromage
  plat-base-legume | Plat à base de légume (yc soupe)
  plat-mixte | Plat mixte de divers végétaux, œuf, viande, poisson et/ou fromage (yc en poudre) (hors infantile)
  plat-indetermine | Plat indéterminé (catégorie à éviter)
dessert-confiserie | Entremet salé, dessert ou confiserie
  entremet-lacte | Entremet lacté, crème, mousse
  glace | Sorbet, glace, crème glacée | glace
  patisserie | Entremet pâtissier, pâtisserie, tarte fraîche (yc en poudre) | gâteau, éclair
  biscuit | Biscuit sec, barre | gâteau sec
  pate-tartiner | Pâte à tartiner composée (hors simple pâte d'oléagineux) (yc confiture de lait)
  muesli | Mélange petit déjeuner (muesli) (hors simple céréale)
  bonbon-chewing-gum-caramel | Bonbon, chewing gum, caramel (hors simple fruit confit, hors complément alimentaire)
  chocolat | Chocolat (bouchée, tablette) (hors boisson)
  dessert-confiserie-indetermine | Entremet salé, dessert ou confiserie indéterminé
huile-margarine | Huile et margarine végétale
  huile-vegetale | Huile végétale | huile, huile d’olive
  margarine | Margarine
fruit-coque-graine-cereale | Fruit à coque, graine, céréale et dérivé
  fruit-coque | Fruit à coque (amande, noisette, noix, pistache, châtaigne…)
    fc-non-transforme | FC - Non transformé (yc mélange)
    fc-cuit | FC - Séché, cuit, fermenté (yc aromatisé, pâte, farine) (hors huile)
    fc-confit | FC - Confit, en confiture, en vinaigre, en saumure, en alcool
  graine-legumineuse | Graine légumineuse (soja, lentille, haricot grain, pois…)
    gl-non-transforme | GL - Non transformé (yc mélange)
    gl-cuit | GL - Séché, cuit, fermenté (yc aromatisé, farine) (hors germé) (yc chips)
    gl-confit | GL - Confit, en confiture, en vinaigre, en saumure, en alcool
  oleagineux | Graine ou fruit oléagineux (olive, coco, pignon, sésame, tournesol, lin, courge, arachide...) | sésame, graine de sésame
    go-non-transforme | GO - Non transformé (yc mélange)
    go-cuit | GO - Séché, cuit, fermenté (yc aromatisé) (hors huile) (hors germé) | tahin, tahini, halva
    go-confit | GO - Confit, en confiture, en vinaigre, en saumure, en alcool
  cereale | Céréale (riz, blé, avoine, épeautre…)
    gc-non-transforme | GC - Non transformé (yc mélange)
    gc-cuit | GC - Séché, cuit, fermenté  (yc aromatisé) (hors germé) (hors farine)
    gc-pate | GC - Préparation à base de céréale et d'eau (pâte, nouille ou vermicelle, sans œuf) | pâtes
    gc-boulangerie | GC - Produit de la boulangerie (pain et viennoiserie) | pain, viennoiserie
    gc-farine | GC - Ecrasé, moulu, farine, son, flocon | farine
  grain-indetermine | Fruit à coque, graine, céréale et dérivé indéterminé
fruit-charnu | Fruit charnu et dérivé
  baie | Baie ou petit fruit (myrtille, fraise…)
    fb-non-transforme | FB - Non transformé (yc mélange)
    fb-cuit | FB - Séché, cuit, fermenté
    fb-confit | FB - Confit, en confiture, en vinaigre, en saumure, en alcool
  agrume | Agrume
    fa-non-transforme | FA - Non transformé (yc mélange)
    fa-cuit | FA - Séché, cuit, fermenté
    fa-confit | FA - Confit, en confiture, en vinaigre, en saumure, en alcool
  autre-fruit-charnu | Autre fruit charnu ou mélange de fruit
    ff-non-transforme | FF - Non transformé (yc mélange) (yc salade crue)
    ff-cuit | FF - Séché, cuit, fermenté (yc salade cuite)
    ff-confit | FF - Confit, en confiture, en vinaigre, en saumure, en alcool
legume | Légume et dérivé
  legume-feuille | Légume-feuille (salade, épinard…)
    lf-non-transforme | LF - Non transformé (yc mélange)
    lf-cuit | LF - Séché, cuit, fermenté
    lf-confit | LF - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-tige | Légume-tige (céleri branche, asperge...)
    lt-non-transforme | LT- Non transformé (yc mélange)
    lt-cuit | LT- Séché, cuit, fermenté
    lt-confit | LT- Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-bulbe | Légume-bulbe (oignon, échalotte...)
    lb-non-transforme | LB - Non transformé (yc mélange)
    lb-cuit | LB - Séché, cuit, fermenté
    lb-confit | LB - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-fleur | Légume-fleur (choux fleur, choux de Bruxelles, fleur comestible...)
    lfl-non-transforme | LFL - Non transformé (yc mélange)
    lfl-cuit | LFL - Séché, cuit, fermenté
    lfl-confit | LFL - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-solanacee | Légume-fruit : solanacée (tomate, aubergine…)
    lfrs-non-transforme | LFRS - Non transformé (yc mélange)
    lfrs-cuit | LFRS - Séché, cuit, fermenté
    lfrs-confit | LFRS - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-cucurbitacee-fine | Légume-fruit : cucurbitacée à peau fine (courgette, concombre…)
    lfrcf-non-transforme | LFRCF - Non transformé (yc mélange)
    lfrcf-cuit | LFRCF - Séché, cuit, fermenté
    lfrcf-confit | LFRCF - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-cucurbitacee-epaisse | Légume-fruit : cucurbitacée à peau épaisse (courge, potiron…)
    lfrce-non-transforme | LFRCE - Non transformé (yc mélange)
    lfrce-cuit | LFRCE - Séché, cuit, fermenté
    lfrce-confit | LFRCE - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-mais | Légume-fruit : maïs
    lfrm-non-transforme | LFRM - Non transformé (yc mélange)
    lfrm-cuit | LFRM - Séché, cuit, fermenté (yc pop corn, flocon)
    lfrm-confit | LFRM - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-gousse | Légume-gousse (haricot vert) (hors graine de légumineuse)
    lg-non-transforme | LG - Non transformé (yc mélange)
    lg-cuit | LG - Séché, cuit, fermenté
    lg-confit | LG - Confit, en confiture, en vinaigre, en saumure, en alcool
  legume-racine | Légume-racine et tubercule (radis, pomme-de-terre, carotte…) | pomme de terre
    lr-non-transforme | LR - Non transformé (yc mélange)
    lr-cuit | LR - Séché, cuit, fermenté (yc chips)
    lr-confit | LR - Confit, en confiture, en vinaigre, en saumure, en alcool
  champignon | Champignon
    ch-non-transforme | CH - Non transformé (yc mélange)
    ch-cuit | CH - Séché, cuit, fermenté
    ch-confit | CH - Confit, en confiture, en vinaigre, en saumure, en alcool
  melange-legume | Mélange de légume
    ll-non-transforme | LL - Non transformé (yc mélange) ou peu transformé (yc salade de crudité)
    ll-cuit | LL - Séché, cuit, fermenté, en soupe, yc salade de cuidité
    ll-confit | LL - Confit, en confiture, en vinaigre, en saumure, en alcool
  graine-germee-ou-pousse | Graine germée et pousse
    graine-germee | Graine germée (avec agrément) | graine germée, luzerne germée
    jeune-pousse | Pousse, jeune pousse (sans agrément)
`
